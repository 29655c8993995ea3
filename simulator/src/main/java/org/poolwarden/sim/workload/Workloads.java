package org.poolwarden.sim.workload;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.SplittableRandom;
import org.poolwarden.sim.workload.Workload.Io;

/** Workloads that are made up. */
public final class Workloads {

    private static final int BLOCK = 8192;
    private static final Duration QUICK = Duration.ofMillis(2);

    private Workloads() {}

    /** Every disk does the same all the time: {@code iops} requests per second of 8 KiB, so many of them reads. */
    public static Workload constant(double iops, double readShare) {
        Io io = io(iops, readShare, QUICK);
        return (vm, number, end) -> io;
    }

    /** Every disk does something else in every slot, {@code iops} on the average; sizes and latencies vary too. */
    public static Workload random(long seed, double iops) {
        return (vm, number, end) -> {
            SplittableRandom random = new SplittableRandom(seed ^ end.getEpochSecond() * 31 ^ vm.hashCode());
            double now = -Math.log(1 - random.nextDouble()) * iops;
            return io(now, random.nextDouble(), Duration.ofNanos(500_000 + random.nextInt(8_000_000)));
        };
    }

    /**
     * A working day of desktops, by the clock in UTC: they boot from 7:30 (26 requests per second, mostly reads), log on
     * until 9:00 (13, as many reads as writes), work until 17:00 (6, a fifth of them reads) and are quiet at night.
     */
    public static Workload vdiDay(long seed) {
        return (vm, number, end) -> {
            SplittableRandom random = new SplittableRandom(seed ^ vm.hashCode());
            LocalTime time = end.atZone(ZoneOffset.UTC).toLocalTime().minusSeconds(random.nextInt(1800));
            double jitter = 0.8 + 0.4 * new SplittableRandom(seed ^ end.getEpochSecond() ^ vm.hashCode()).nextDouble();
            Phase phase = Phase.at(time);
            return io(phase.iops * jitter, phase.readShare, phase.latency);
        };
    }

    /** The same, but until {@code roomy} caches have no room and fall back: every read goes to the storage itself. */
    public static Workload fallingBackUntil(Instant roomy, Workload workload) {
        return new Workload() {
            @Override
            public Io during(String vm, int number, Instant end) {
                return workload.during(vm, number, end);
            }

            @Override
            public double cacheHits(Instant end) {
                return end.isAfter(roomy) ? workload.cacheHits(end) : 0;
            }
        };
    }

    private enum Phase {
        NIGHT(0.2, 0.3, Duration.ofMillis(2)),
        BOOT(26, 0.8, Duration.ofMillis(12)),
        LOGON(13, 0.5, Duration.ofMillis(8)),
        WORK(6, 0.2, Duration.ofMillis(4));

        private final double iops;
        private final double readShare;
        private final Duration latency;

        Phase(double iops, double readShare, Duration latency) {
            this.iops = iops;
            this.readShare = readShare;
            this.latency = latency;
        }

        static Phase at(LocalTime time) {
            if (time.isBefore(LocalTime.of(7, 30)) || !time.isBefore(LocalTime.of(17, 0))) {
                return NIGHT;
            }
            if (time.isBefore(LocalTime.of(7, 40))) {
                return BOOT;
            }
            return time.isBefore(LocalTime.of(9, 0)) ? LOGON : WORK;
        }
    }

    private static Io io(double iops, double readShare, Duration latency) {
        double reads = iops * readShare;
        double writes = iops - reads;
        return new Io(reads, writes, reads * BLOCK, writes * BLOCK, latency);
    }
}
