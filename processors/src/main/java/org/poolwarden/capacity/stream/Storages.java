package org.poolwarden.capacity.stream;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.poolwarden.capacity.CapacitySum;
import org.poolwarden.capacity.Comparison;
import org.poolwarden.capacity.RollUp;
import org.poolwarden.capacity.Storage;
import org.poolwarden.capacity.StorageCapacity;
import org.poolwarden.capacity.Subject;
import org.poolwarden.schema.ProfileSource;
import org.poolwarden.schema.ReportScope;

/** What is known of the storage that subjects have. */
final class Storages {

    /** A day's report may be told when the next day has begun. */
    private static final int KEPT = 2;

    private final CapacityStores stores;
    private final DatabaseStores objects;
    private final CapacitySettings settings;
    /** Of pools by window and start, so that no host reads all of its pool's disks for its part of an SR. */
    private final Map<String, SortedMap<Long, Comparison>> pools = new HashMap<>();

    Storages(CapacityStores stores, DatabaseStores objects, CapacitySettings settings) {
        this.stores = stores;
        this.objects = objects;
        this.settings = settings;
    }

    /** The topic's word, or the file's; no guess. */
    Optional<StorageCapacity> said(String sr) {
        return stores.profile(sr)
                .filter(profile -> StorageCapacity.objections(profile).isEmpty())
                .map(profile -> StorageCapacity.of(profile, ProfileSource.TOPIC))
                .or(() -> Optional.ofNullable(settings.profiles().get(sr)));
    }

    /** Of an SR what was said, or a guess that says so; none yet of what is the sum of several. */
    Storage of(Subject subject) {
        return subject.scope() == ReportScope.SR
                ? Storage.of(objects.sr(subject.pool(), subject.id()), said(subject.id()))
                : Storage.NONE;
    }

    /** Of a pool or a host, after its window. */
    Storage sum(RollUp window) {
        Comparison own = window.comparison();
        if (window.subject().scope() == ReportScope.POOL) {
            keep(window);
            return Storage.of(CapacitySum.of(own, own, this::said));
        }
        return Storage.of(CapacitySum.of(own, pool(window), this::said));
    }

    private void keep(RollUp pool) {
        SortedMap<Long, Comparison> all = pools.computeIfAbsent(key(pool), key -> new TreeMap<>());
        all.put(pool.start(), pool.comparison());
        while (all.size() > KEPT) {
            all.remove(all.firstKey());
        }
    }

    /** After a restart it lies in the store. */
    private Comparison pool(RollUp host) {
        Comparison kept = pools.getOrDefault(key(host), new TreeMap<>()).get(host.start());
        if (kept == null) {
            stores.rollUp(Subject.pool(host.subject().pool()), host.window())
                    .filter(pool -> pool.start() == host.start())
                    .ifPresent(this::keep);
            kept = pools.getOrDefault(key(host), new TreeMap<>()).get(host.start());
        }
        return kept == null ? new Comparison() : kept;
    }

    void forget(String pool) {
        pools.keySet().removeIf(key -> key.startsWith(pool + Ranges.BETWEEN));
    }

    private static String key(RollUp window) {
        return window.subject().pool() + Ranges.BETWEEN + window.window().word();
    }
}
