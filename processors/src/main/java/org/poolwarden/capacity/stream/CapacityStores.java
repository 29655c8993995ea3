package org.poolwarden.capacity.stream;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.poolwarden.capacity.DiskMinute;
import org.poolwarden.capacity.DiskPast;
import org.poolwarden.capacity.Frontier;
import org.poolwarden.capacity.History;
import org.poolwarden.capacity.Pane;
import org.poolwarden.capacity.RollUp;
import org.poolwarden.capacity.SourceId;
import org.poolwarden.capacity.Subject;
import org.poolwarden.capacity.Window;
import org.poolwarden.schema.StorageProfile;

/** What is kept of pools, by keys that lie side by side: pool, then minute or subject. */
final class CapacityStores {

    static final String PANES = "sample-slots";
    static final String ROLL_UPS = "roll-ups";
    static final String HISTORIES = "histories";
    static final String DISK_PASTS = "disk-pasts";
    static final String FRONTIERS = "frontiers";
    static final String PROFILES = "storage-profiles";

    /** So that minutes sort as they follow. */
    private static final int DIGITS = 12;

    private final KeyValueStore<String, Pane> panes;
    private final KeyValueStore<String, RollUp> rollUps;
    private final KeyValueStore<String, History> histories;
    private final KeyValueStore<String, DiskPast> pasts;
    private final KeyValueStore<String, Frontier> frontiers;
    private final ReadOnlyKeyValueStore<String, StorageProfile> profiles;

    CapacityStores(ProcessingContext context) {
        panes = context.getStateStore(PANES);
        rollUps = context.getStateStore(ROLL_UPS);
        histories = context.getStateStore(HISTORIES);
        pasts = context.getStateStore(DISK_PASTS);
        frontiers = context.getStateStore(FRONTIERS);
        profiles = context.getStateStore(PROFILES);
    }

    Pane pane(String pool, SourceId source, long minute) {
        Pane pane = panes.get(key(pool, minute, source));
        return pane == null ? Pane.empty(source, minute) : pane;
    }

    void keep(String pool, Pane pane) {
        panes.put(key(pool, pane.minute(), pane.source()), pane);
    }

    /** Panes of minutes after {@code from} up to {@code to}, by minute. */
    SortedMap<Long, List<Pane>> panes(String pool, long from, long to) {
        SortedMap<Long, List<Pane>> found = new TreeMap<>();
        Ranges.between(start(pool, from + 1), start(pool, to + 1), panes)
                .forEach(entry -> found.computeIfAbsent(entry.value.minute(), minute -> new ArrayList<>())
                        .add(entry.value));
        return found;
    }

    /** The last closed minute stays, for what must know what was before. */
    void forgetBefore(String pool, long minute) {
        Ranges.between(start(pool, 0), start(pool, minute), panes).forEach(entry -> panes.delete(entry.key));
    }

    Optional<RollUp> rollUp(Subject subject, Window window) {
        return Optional.ofNullable(rollUps.get(key(subject) + Ranges.BETWEEN + window.word()));
    }

    void keep(RollUp window) {
        rollUps.put(key(window.subject()) + Ranges.BETWEEN + window.window().word(), window);
    }

    /** Of every subject of a pool. */
    List<RollUp> rollUps(String pool) {
        return Ranges.under(pool, rollUps).stream().map(entry -> entry.value).toList();
    }

    History history(Subject subject) {
        History history = histories.get(key(subject));
        return history == null ? History.NONE : history;
    }

    void keep(Subject subject, History history) {
        histories.put(key(subject), history);
    }

    DiskPast past(Subject sr, DiskMinute disk) {
        DiskPast past = pasts.get(key(sr) + Ranges.BETWEEN + disk.disk());
        return past == null ? DiskPast.NONE : past;
    }

    void keep(Subject sr, DiskMinute disk, DiskPast past) {
        pasts.put(key(sr) + Ranges.BETWEEN + disk.disk(), past);
    }

    /** Disks of an SR that are not among {@code present}. */
    void forgetPasts(Subject sr, Collection<DiskMinute> present) {
        Set<String> kept = present.stream()
                .map(disk -> key(sr) + Ranges.BETWEEN + disk.disk())
                .collect(Collectors.toSet());
        Ranges.under(key(sr), pasts).stream()
                .map(entry -> entry.key)
                .filter(key -> !kept.contains(key))
                .forEach(pasts::delete);
    }

    void forget(RollUp window) {
        forgetPasts(window.subject(), List.of());
        rollUps.delete(key(window.subject()) + Ranges.BETWEEN + window.window().word());
        histories.delete(key(window.subject()));
    }

    /** A pool of which nobody tells any more. */
    void forget(Frontier frontier) {
        forgetBefore(frontier.pool(), frontier.closed() + 1);
        frontiers.delete(frontier.pool());
    }

    void keep(Frontier frontier) {
        frontiers.put(frontier.pool(), frontier);
    }

    Optional<Frontier> frontier(String pool) {
        return Optional.ofNullable(frontiers.get(pool));
    }

    List<Frontier> frontiers() {
        List<Frontier> found = new ArrayList<>();
        try (KeyValueIterator<String, Frontier> all = frontiers.all()) {
            all.forEachRemaining(entry -> found.add(entry.value));
        }
        return found;
    }

    Optional<StorageProfile> profile(String sr) {
        return Optional.ofNullable(profiles.get(sr));
    }

    private static String key(Subject subject) {
        return subject.pool() + Ranges.BETWEEN + subject.scope() + Ranges.BETWEEN + subject.id();
    }

    private static String start(String pool, long minute) {
        String digits = Long.toString(minute);
        return pool + Ranges.BETWEEN + "0".repeat(Math.max(0, DIGITS - digits.length())) + digits;
    }

    private static String key(String pool, long minute, SourceId source) {
        return start(pool, minute)
                + Ranges.BETWEEN
                + String.join(
                        String.valueOf(Ranges.BETWEEN),
                        source.host(),
                        source.resource().name(),
                        source.sr(),
                        source.vm(),
                        source.device());
    }
}
