package org.poolwarden.capacity.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.poolwarden.capacity.SrFacts;
import org.poolwarden.capacity.VmPower;

/** What is kept of pools' databases: SRs by pool and uuid, VMs by pool and reference. */
final class DatabaseStores {

    static final String SRS = "srs";
    static final String VM_POWERS = "vm-powers";

    /** Lies in no name. */
    private static final char BETWEEN = '\u0000';

    private static final char AFTER = '\u0001';

    private final KeyValueStore<String, SrFacts> srs;
    private final KeyValueStore<String, VmPower> vms;

    DatabaseStores(ProcessingContext context) {
        srs = context.getStateStore(SRS);
        vms = context.getStateStore(VM_POWERS);
    }

    Optional<SrFacts> sr(String pool, String uuid) {
        return Optional.ofNullable(srs.get(pool + BETWEEN + uuid));
    }

    List<SrFacts> srs(String pool) {
        return all(srs, pool).stream().map(entry -> entry.value).toList();
    }

    /** Written only when it is news: a database repeats itself. */
    void keep(String pool, SrFacts sr) {
        if (!sr.equals(srs.get(pool + BETWEEN + sr.uuid()))) {
            srs.put(pool + BETWEEN + sr.uuid(), sr);
        }
    }

    void forgetSr(String pool, String ref) {
        all(srs, pool).stream().filter(entry -> entry.value.ref().equals(ref)).forEach(entry -> srs.delete(entry.key));
    }

    Optional<VmPower> vm(String pool, String ref) {
        return Optional.ofNullable(vms.get(pool + BETWEEN + ref));
    }

    List<VmPower> vms(String pool) {
        return all(vms, pool).stream().map(entry -> entry.value).toList();
    }

    void keep(String pool, String ref, VmPower vm) {
        if (!vm.equals(vms.get(pool + BETWEEN + ref))) {
            vms.put(pool + BETWEEN + ref, vm);
        }
    }

    void forgetVm(String pool, String ref) {
        vms.delete(pool + BETWEEN + ref);
    }

    /** Before everything is told anew. */
    void forget(String pool) {
        all(srs, pool).forEach(entry -> srs.delete(entry.key));
        all(vms, pool).forEach(entry -> vms.delete(entry.key));
    }

    private static <V> List<KeyValue<String, V>> all(KeyValueStore<String, V> store, String pool) {
        List<KeyValue<String, V>> found = new ArrayList<>();
        try (KeyValueIterator<String, V> all = store.range(pool + BETWEEN, pool + AFTER)) {
            all.forEachRemaining(found::add);
        }
        return found;
    }
}
