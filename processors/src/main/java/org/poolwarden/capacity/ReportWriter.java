package org.poolwarden.capacity;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.poolwarden.schema.CapacityReport;
import org.poolwarden.schema.DiskConsumer;
import org.poolwarden.schema.LateSource;
import org.poolwarden.schema.LoadPhase;
import org.poolwarden.schema.ReportScope;

/** Says in a report what a running window, its subject's history and its disks add up to. */
public final class ReportWriter {

    private static final long MINUTE_MS = 60_000;
    private static final int MOST = 10;
    private static final int MILLIS = 1000;

    private ReportWriter() {}

    /**
     * How a subject's sources are heard.
     *
     * @param lastSampleAt end of the newest sample, by the host's clock
     * @param staleSince append time of the last record of the source silent longest; empty while none is
     */
    public record Hearing(Optional<Instant> lastSampleAt, Optional<Instant> staleSince) {}

    public static CapacityReport write(RollUp window, History history, Storage storage, Hearing hearing) {
        RollUp.Counts counts = window.counts();
        CapacityReport.Builder report = CapacityReport.newBuilder()
                .setScope(window.subject().scope())
                .setPool(Optional.of(window.subject().pool())
                        .filter(pool -> !pool.isEmpty())
                        .orElse(null))
                .setId(window.subject().named().orElse(null))
                .setWindow(window.window().wire())
                .setWindowStart(Instant.ofEpochMilli(window.start() * MINUTE_MS))
                .setWindowEnd(Instant.ofEpochMilli(counts.end() * MINUTE_MS))
                .setCoverage(counts.expected() == 0 ? 0 : (double) counts.filled() / counts.expected())
                .setSamples(counts.filled())
                .setLate(counts.late())
                .setLateSources(window.lateOf().entrySet().stream()
                        .map(late -> new LateSource(late.getKey(), late.getValue()))
                        .toList())
                .setDropped(counts.dropped())
                .setSources(window.sources().size())
                .setStale(hearing.staleSince().isPresent())
                .setStaleSince(hearing.staleSince().orElse(null))
                .setLastSampleAt(hearing.lastSampleAt().orElse(null))
                .setCorrected(List.copyOf(window.corrected()))
                .setPhase(history.phase()
                        .map(phase -> LoadPhase.valueOf(phase.name()))
                        .orElse(null))
                .setFits(List.of());
        load(report, window);
        side(report, window);
        consumers(report, window);
        storage.capacity().ifPresent(disks -> compared(report, window, storage.facts(), disks));
        storage.sum().ifPresent(sum -> CapacityLines.write(report, window, sum));
        CapacityLines.learned(report, window, history);
        CapacityLines.runway(report, window, history);
        storage.facts().ifPresent(facts -> facts(report, facts));
        return report.build();
    }

    private static void compared(
            CapacityReport.Builder report, RollUp window, Optional<SrFacts> facts, StorageCapacity disks) {
        OptionalDouble spread = Spread.of(window.loads());
        CapacityLines.write(report, window, disks, spread);
        report.setWhatIf(CacheScenarios.of(window, disks, facts, spread));
    }

    private static void facts(CapacityReport.Builder report, SrFacts facts) {
        report.setName(facts.name().isEmpty() ? null : facts.name())
                .setSrType(facts.type().isEmpty() ? null : facts.type())
                .setSrShared(facts.shared())
                .setUsedShare(boxed(facts.usedShare(), 1));
    }

    private static void load(CapacityReport.Builder report, RollUp window) {
        RollUp.Distributions all = window.distributions();
        report.setIopsRead(all.reads().count() == 0 ? null : all.reads().figures());
        report.setIopsWrite(all.writes().count() == 0 ? null : all.writes().figures());
        report.setIopsTotal(all.total().count() == 0 ? null : all.total().figures());
        readShare(window).ifPresent(report::setReadShare);
    }

    /** Of all requests; empty without any. */
    static Optional<Double> readShare(RollUp window) {
        long reads = window.distributions().reads().millionths();
        long all = reads + window.distributions().writes().millionths();
        return all == 0 ? Optional.empty() : Optional.of((double) reads / all);
    }

    private static void side(CapacityReport.Builder report, RollUp window) {
        report.setReadBytes(mean(window, SideSum.READ_BYTES, SideSum.READ_BYTES_SLOTS, 1));
        report.setWriteBytes(mean(window, SideSum.WRITE_BYTES, SideSum.WRITE_BYTES_SLOTS, 1));
        report.setCacheBytes(mean(window, SideSum.CACHE_BYTES, SideSum.CACHE_SLOTS, 1));
        report.setOutstanding(mean(window, SideSum.OUTSTANDING, SideSum.OUTSTANDING_SLOTS, Tally.MILLION));
        report.setMeanLatencyMs(boxed(latency(window), MILLIS));
        report.setCacheHitRatio(
                boxed(CacheOffload.readHitRatio(window.sum(SideSum.HIT_BYTES), window.sum(SideSum.MISS_BYTES)), 1));
        report.setOffloadRatio(boxed(offload(window), 1));
    }

    /** Empty for what is no SR: a cache's own requests are in a host's and a pool's sum. */
    static OptionalDouble offload(RollUp window) {
        return window.subject().scope() == ReportScope.SR
                ? CacheOffload.ratio(window.sum(SideSum.SHARED_REQUESTS), window.sum(SideSum.DISK_REQUESTS))
                : OptionalDouble.empty();
    }

    /** Seconds. */
    static OptionalDouble latency(RollUp window) {
        return Latency.of(window.sum(SideSum.OUTSTANDING), window.sum(SideSum.OUTSTANDING_REQUESTS));
    }

    private static Double mean(RollUp window, SideSum sum, SideSum slots, double unit) {
        return window.sum(slots) == 0 ? null : window.sum(sum) / unit / window.sum(slots);
    }

    private static Double boxed(OptionalDouble value, double factor) {
        return value.isPresent() ? value.getAsDouble() * factor : null;
    }

    private static void consumers(CapacityReport.Builder report, RollUp window) {
        List<DiskLoad> loads = window.loads().stream()
                .map(load -> new DiskLoad(load.disk(), load.iops(), load.outstanding(), 0, 0))
                .toList();
        List<DiskConsumer> all = NoisyNeighbours.busiest(loads).stream()
                .map(shared -> consumer(window.load(shared.load().disk()), shared.share()))
                .toList();
        report.setBusiest(all.stream().limit(MOST).toList());
        report.setNoisy(all.stream()
                .filter(disk -> disk.getNoisyMinutes() > 0)
                .sorted(Comparator.comparingLong(DiskConsumer::getNoisyMinutes).reversed())
                .limit(MOST)
                .toList());
    }

    private static DiskConsumer consumer(DiskMinute disk, double share) {
        String sr = disk.sr().isEmpty() ? null : disk.sr();
        return new DiskConsumer(disk.vm(), disk.device(), disk.host(), sr, disk.iops(), share, disk.noisy());
    }
}
