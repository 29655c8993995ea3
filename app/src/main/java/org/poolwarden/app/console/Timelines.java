package org.poolwarden.app.console;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.avro.specific.SpecificRecord;
import org.poolwarden.app.operate.Entry;
import org.poolwarden.app.operate.Happening;
import org.poolwarden.app.operate.KnownPool;
import org.poolwarden.schema.Finding;

/** The newest lines of every pool's history: few of many pools, more of few. {@code poolwarden history} has all. */
final class Timelines {

    private static final int ALL = 30_000;
    private static final int MOST = 200;
    private static final int LEAST = 30;

    private static final Comparator<Entry<? extends SpecificRecord>> IN_ORDER =
            Comparator.<Entry<? extends SpecificRecord>, Instant>comparing(Entry::at)
                    .thenComparing(Entry::topic)
                    .thenComparingInt(Entry::partition)
                    .thenComparingLong(Entry::offset);

    private final Map<String, TreeSet<Entry<? extends SpecificRecord>>> entries = new HashMap<>();

    /**
     * @param repeated whether it is a finding that says what the one before said, but for guards
     */
    record Line(Happening happening, boolean repeated) {}

    void add(Entry<? extends SpecificRecord> entry, String pool) {
        if (entry.value().isEmpty()) {
            return;
        }
        TreeSet<Entry<? extends SpecificRecord>> its = entries.computeIfAbsent(pool, name -> new TreeSet<>(IN_ORDER));
        its.add(entry);
        int limit = Math.max(LEAST, Math.min(MOST, ALL / entries.size()));
        while (its.size() > limit) {
            its.pollFirst();
        }
    }

    /** The oldest first. */
    List<Line> of(KnownPool pool) {
        List<Line> lines = new ArrayList<>();
        String before = "";
        for (Entry<? extends SpecificRecord> entry : entries.getOrDefault(pool.name(), new TreeSet<>(IN_ORDER))) {
            Happening happening = Happening.of(entry, pool);
            String said = happening.record() instanceof Finding finding
                    ? finding.getVerdict() + finding.getReason() + finding.getMaster()
                    : "";
            lines.add(new Line(happening, !said.isEmpty() && said.equals(before)));
            before = said.isEmpty() ? before : said;
        }
        return lines;
    }
}
