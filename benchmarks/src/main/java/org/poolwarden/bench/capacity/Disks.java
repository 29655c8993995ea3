package org.poolwarden.bench.capacity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.poolwarden.schema.DiskResource;
import org.poolwarden.schema.DiskSample;

/**
 * Pools of two hosts that tell of their disks every 5 s: a shared SR, its cache, and 23 disks of VMs on each. What they
 * tell depends on place and time only; now and then a disk is missing, or is there without its counters.
 *
 * @param resources of all hosts together; a multiple of 50
 */
public record Disks(int resources) {

    static final int SLOT_SECONDS = 5;

    private static final int HOSTS = 2;
    private static final int VM_DISKS = 23;
    private static final int PER_POOL = HOSTS * (VM_DISKS + 2);
    private static final int RARELY = 500;
    private static final double BLOCK = 8192;
    private static final double SECONDS_A_REQUEST = 0.004;
    private static final long GIB = 1L << 30;

    public Disks {
        if (resources < PER_POOL || resources % PER_POOL != 0) {
            throw new IllegalArgumentException(
                    "expected a multiple of the " + PER_POOL + " resources of a pool, were " + resources);
        }
    }

    int pools() {
        return resources / PER_POOL;
    }

    static String name(int pool) {
        return "pool-" + pool;
    }

    /**
     * What the hosts of a pool tell of 5 s.
     *
     * @param slot since the epoch, by the hosts' clocks
     */
    List<DiskSample> told(int pool, long slot) {
        List<DiskSample> told = new ArrayList<>();
        for (int host = 0; host < HOSTS; host++) {
            tell(told, pool, host, slot);
        }
        return told;
    }

    private static void tell(List<DiskSample> told, int pool, int host, long slot) {
        double reads = 0;
        double writes = 0;
        for (int disk = 0; disk < VM_DISKS; disk++) {
            Random dice = dice(pool, host, disk, slot);
            int fate = dice.nextInt(RARELY);
            double read = requests(dice, disk);
            double write = requests(dice, disk) * 3;
            if (fate == 0) {
                continue;
            }
            DiskSample.Builder sample = blank(pool, host, slot, DiskResource.VBD)
                    .setVm("vm-" + pool + "-" + host + "-" + disk)
                    .setDevice("xvda");
            told.add(fate == 1 ? sample.build() : load(sample, read, write).build());
            reads += read;
            writes += write;
        }
        told.add(load(blank(pool, host, slot, DiskResource.SR), reads, writes).build());
        told.add(blank(pool, host, slot, DiskResource.CACHE)
                .setCacheBytes((double) GIB + slot)
                .setCacheHitBytes(reads * BLOCK / 2)
                .setCacheMissBytes(reads * BLOCK)
                .build());
    }

    /** Of neighbours in place or time, the first numbers would be alike without a stir. */
    private static Random dice(int pool, int host, int disk, long slot) {
        long place = (pool * (long) HOSTS + host) * VM_DISKS + disk;
        return new Random(Long.reverse((slot * 0x9E3779B97F4A7C15L ^ place) * 0xD1B54A32D192ED03L));
    }

    /** A host counts whole requests in 5 s. */
    private static double requests(Random dice, int disk) {
        return Math.rint(Math.exp(dice.nextGaussian()) * (disk + 1) * SLOT_SECONDS) / SLOT_SECONDS;
    }

    private static DiskSample.Builder load(DiskSample.Builder sample, double reads, double writes) {
        return sample.setIopsRead(reads)
                .setIopsWrite(writes)
                .setReadBytes(reads * BLOCK)
                .setWriteBytes(writes * BLOCK)
                .setThroughputReadMib(reads * BLOCK / (1 << 20))
                .setThroughputWriteMib(writes * BLOCK / (1 << 20))
                .setIowait((reads + writes) * SECONDS_A_REQUEST)
                .setLatencyMicros(SECONDS_A_REQUEST * 1e6)
                .setQueue((reads + writes) * SECONDS_A_REQUEST)
                .setInflight(1.0);
    }

    private static DiskSample.Builder blank(int pool, int host, long slot, DiskResource resource) {
        return DiskSample.newBuilder()
                .setPool(name(pool))
                .setHost("host-" + host)
                .setResource(resource)
                .setSr("sr-of-" + name(pool))
                .setT(Instant.ofEpochSecond(slot * SLOT_SECONDS))
                .setStepSeconds(SLOT_SECONDS)
                .setProductVersion("8.2.1")
                .setXapiVersion("1.249.32");
    }
}
