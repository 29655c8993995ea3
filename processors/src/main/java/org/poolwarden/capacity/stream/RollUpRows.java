package org.poolwarden.capacity.stream;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serde;
import org.poolwarden.capacity.Comparison;
import org.poolwarden.capacity.DiskMinute;
import org.poolwarden.capacity.Part;
import org.poolwarden.capacity.RollUp;
import org.poolwarden.capacity.Subject;
import org.poolwarden.capacity.Tally;
import org.poolwarden.capacity.Window;
import org.poolwarden.capacity.stream.row.LateRow;
import org.poolwarden.capacity.stream.row.LoadRow;
import org.poolwarden.capacity.stream.row.PartRow;
import org.poolwarden.capacity.stream.row.RollUpRow;
import org.poolwarden.capacity.stream.row.TallyRow;
import org.poolwarden.schema.ReportScope;
import org.poolwarden.shell.RowBytes;

/** Running windows as rows, and back. */
public final class RollUpRows {

    private RollUpRows() {}

    public static Serde<RollUp> serde() {
        return new RowBytes<>(RollUpRow.class).serde(RollUpRows::toRow, RollUpRows::toRollUp);
    }

    private static RollUpRow toRow(RollUp window) {
        Subject subject = window.subject();
        return RollUpRow.newBuilder()
                .setScope(subject.scope().name())
                .setPool(subject.pool())
                .setId(subject.id())
                .setWindow(window.window().name())
                .setStart(window.start())
                .setEnd(window.counts().end())
                .setSources(window.sources().stream().toList())
                .setFilled(window.counts().filled())
                .setExpected(window.counts().expected())
                .setLate(window.counts().late())
                .setDropped(window.counts().dropped())
                .setCorrected(window.corrected().stream().toList())
                .setReads(toRow(window.distributions().reads()))
                .setWrites(toRow(window.distributions().writes()))
                .setTotal(toRow(window.distributions().total()))
                .setSums(Arrays.stream(window.sums()).boxed().toList())
                .setLateOf(window.lateOf().entrySet().stream()
                        .map(late -> new LateRow(late.getKey(), late.getValue()))
                        .toList())
                .setLoads(window.loads().stream().map(RollUpRows::toRow).toList())
                .setDisks(toRow(window.distributions().disks()))
                .setParts(window.comparison().parts().stream()
                        .map(RollUpRows::toRow)
                        .toList())
                .setCompared(toRow(window.comparison().demand()))
                .setComparedSince(window.comparison().since().orElse(null))
                .build();
    }

    private static TallyRow toRow(Tally tally) {
        return new TallyRow(tally.count(), tally.millionths(), tally.min(), tally.max(), tally.encoded());
    }

    private static LoadRow toRow(DiskMinute load) {
        return new LoadRow(
                load.vm(),
                load.device(),
                load.host(),
                load.sr(),
                load.slots(),
                load.requests(),
                load.waiting(),
                load.waits(),
                load.noisy(),
                load.squares());
    }

    private static PartRow toRow(Part part) {
        return new PartRow(part.id(), part.host(), part.slots(), part.reads(), part.requests(), part.profiled());
    }

    private static Part toPart(PartRow row) {
        return new Part(
                row.getId(), row.getHost(), row.getSlots(), row.getReads(), row.getRequests(), row.getProfiled());
    }

    private static RollUp toRollUp(RollUpRow row) {
        Subject subject = new Subject(ReportScope.valueOf(row.getScope()), row.getPool(), row.getId());
        RollUp.Distributions distributions = new RollUp.Distributions(
                toTally(row.getReads()),
                toTally(row.getWrites()),
                toTally(row.getTotal()),
                row.getDisks().map(RollUpRows::toTally).orElseGet(Tally::empty));
        long[] sums = row.getSums().stream().mapToLong(Long::longValue).toArray();
        SortedMap<String, Long> late = new TreeMap<>();
        row.getLateOf().forEach(host -> late.put(host.getHost(), host.getLate()));
        return new RollUp(
                        subject,
                        Window.valueOf(row.getWindow()),
                        row.getStart(),
                        distributions,
                        sums,
                        new RollUp.Counts(
                                row.getEnd(), row.getFilled(), row.getExpected(), row.getLate(), row.getDropped()))
                .restoringLate(late)
                .restoring(toComparison(row))
                .restoring(
                        row.getSources(),
                        row.getCorrected(),
                        row.getLoads().stream()
                                .map(load -> new DiskMinute(
                                        load.getVm(),
                                        load.getDevice(),
                                        load.getHost(),
                                        load.getSr(),
                                        load.getSlots(),
                                        load.getRequests(),
                                        load.getWaiting(),
                                        load.getWaits(),
                                        load.getNoisy(),
                                        load.getSquares()))
                                .toList());
    }

    private static Comparison toComparison(RollUpRow row) {
        return Comparison.of(
                row.getParts().stream().map(RollUpRows::toPart).toList(),
                row.getCompared().map(RollUpRows::toTally).orElseGet(Tally::empty),
                row.getComparedSince());
    }

    private static Tally toTally(TallyRow row) {
        return Tally.of(row.getCount(), row.getMillionths(), row.getMin(), row.getMax(), row.getSketch());
    }
}
