package org.poolwarden.bench.flink;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.poolwarden.capacity.Pane;
import org.poolwarden.capacity.SourceId;
import org.poolwarden.schema.DiskSample;

/** The panes of a pool's minute. */
final class Panes {

    private final long minute;
    private final Map<SourceId, Pane> bySource;

    Panes(long minute) {
        this(minute, Map.of());
    }

    private Panes(long minute, Map<SourceId, Pane> bySource) {
        this.minute = minute;
        this.bySource = new HashMap<>(bySource);
    }

    /** As its sources' panes never change, it is enough that the map is another one. */
    Panes copy() {
        return new Panes(minute, bySource);
    }

    void put(DiskSample sample, int index) {
        SourceId source = SourceId.of(sample);
        add(of(source).with(sample, index));
    }

    void add(Pane pane) {
        bySource.put(pane.source(), pane);
    }

    Pane of(SourceId source) {
        Pane pane = bySource.get(source);
        return pane == null ? Pane.empty(source, minute) : pane;
    }

    List<Pane> all() {
        return new ArrayList<>(bySource.values());
    }

    long minute() {
        return minute;
    }
}
