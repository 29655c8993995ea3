package org.poolwarden.app.console;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.poolwarden.app.operate.Entry;
import org.poolwarden.app.operate.KnownPool;
import org.poolwarden.app.operate.KnownPools;
import org.poolwarden.app.operate.PoolBook;
import org.poolwarden.schema.Alert;
import org.poolwarden.schema.CapacityReport;
import org.poolwarden.schema.Finding;
import org.poolwarden.schema.HostHeartbeat;
import org.poolwarden.schema.OperatorAction;
import org.poolwarden.schema.PoolPolicy;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.schema.RecoveryOutcome;
import org.poolwarden.schema.StorageProfile;
import org.poolwarden.schema.XapiEvent;

/**
 * What the topics say by now. One thread writes it, all may read; what comes out does not change any more.
 */
public final class Board {

    private final PoolBook book = new PoolBook();
    private final Map<String, Sightings> sightings = new HashMap<>();
    private final Map<String, StoragePaths> paths = new HashMap<>();
    private final Timelines timelines = new Timelines();
    private final CapacityBook capacity = new CapacityBook();
    private Set<String> told = new HashSet<>();
    private Set<String> heard = new HashSet<>();
    private Set<String> reported = new HashSet<>();

    /**
     * What has changed since it was last asked.
     *
     * @param told pools of which more is said
     * @param heard pools whose hosts have been interviewed
     * @param reported subjects of capacity with a new report, by their keys
     */
    record News(Set<String> told, Set<String> heard, Set<String> reported) {}

    synchronized void finding(Entry<Finding> entry) {
        book.finding(entry);
        happened(entry, entry.key());
    }

    synchronized void alert(Entry<Alert> entry) {
        book.alert(entry);
        happened(entry, PoolBook.poolOf(entry.key()));
    }

    synchronized void word(Entry<OperatorAction> entry) {
        book.word(entry);
        happened(entry, entry.key());
    }

    synchronized void command(Entry<RecoveryCommand> entry) {
        happened(entry, entry.key());
    }

    synchronized void outcome(Entry<RecoveryOutcome> entry) {
        happened(entry, entry.key());
    }

    synchronized void policy(Entry<PoolPolicy> entry) {
        book.policy(entry);
        told.add(entry.key());
    }

    private void happened(Entry<? extends SpecificRecord> entry, String pool) {
        told.add(pool);
        timelines.add(entry, pool);
    }

    synchronized void heartbeat(Entry<HostHeartbeat> entry) {
        entry.value().ifPresent(beat -> {
            sightings.computeIfAbsent(entry.key(), pool -> new Sightings()).add(entry, beat);
            heard.add(entry.key());
        });
    }

    synchronized void event(Entry<XapiEvent> entry) {
        entry.value().ifPresent(event -> paths.computeIfAbsent(entry.key(), pool -> new StoragePaths())
                .add(event));
    }

    synchronized void report(Entry<CapacityReport> entry) {
        entry.value().flatMap(capacity::add).ifPresent(reported::add);
    }

    synchronized void profile(Entry<StorageProfile> entry) {
        capacity.name(entry.key(), entry.value().flatMap(StorageProfile::getName));
    }

    synchronized News news() {
        News news = new News(told, heard, reported);
        told = new HashSet<>();
        heard = new HashSet<>();
        reported = new HashSet<>();
        return news;
    }

    synchronized Optional<KnownPool> pool(String name) {
        return book.pool(name);
    }

    synchronized KnownPools pools() {
        return book.pools();
    }

    /** What observers have lately heard of a pool's hosts. */
    synchronized List<Sightings.Seen> seen(String pool) {
        return Optional.ofNullable(sightings.get(pool)).map(Sightings::all).orElse(List.of());
    }

    /** The pool as its master's records last described it; empty before that. */
    synchronized Optional<Sightings.Described> described(String pool) {
        return Optional.ofNullable(sightings.get(pool)).flatMap(Sightings::described);
    }

    synchronized List<StoragePaths.Path> paths(String pool) {
        return Optional.ofNullable(paths.get(pool)).map(StoragePaths::all).orElse(List.of());
    }

    synchronized List<Timelines.Line> timeline(KnownPool pool) {
        return timelines.of(pool);
    }

    synchronized List<CapacitySubject> capacity() {
        return capacity.all();
    }

    synchronized Optional<CapacitySubject> capacity(String key) {
        return capacity.subject(key);
    }

    /** What people call the storage repositories of a subject's pool, by id. */
    synchronized Map<String, String> storageNames(CapacitySubject subject) {
        return capacity.names(subject);
    }
}
