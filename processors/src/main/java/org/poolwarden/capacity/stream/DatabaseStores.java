package org.poolwarden.capacity.stream;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.poolwarden.capacity.SrFacts;
import org.poolwarden.capacity.VmPower;

/** What is kept of pools' databases: SRs by pool and uuid, VMs by pool and reference. */
final class DatabaseStores {

    static final String SRS = "srs";
    static final String VM_POWERS = "vm-powers";

    private final KeyValueStore<String, SrFacts> srs;
    private final KeyValueStore<String, VmPower> vms;

    DatabaseStores(ProcessingContext context) {
        srs = context.getStateStore(SRS);
        vms = context.getStateStore(VM_POWERS);
    }

    Optional<SrFacts> sr(String pool, String uuid) {
        return Optional.ofNullable(srs.get(pool + Ranges.BETWEEN + uuid));
    }

    List<SrFacts> srs(String pool) {
        return Ranges.under(pool, srs).stream().map(entry -> entry.value).toList();
    }

    /** Written only when it is news: a database repeats itself. */
    void keep(String pool, SrFacts sr) {
        if (!sr.equals(srs.get(pool + Ranges.BETWEEN + sr.uuid()))) {
            srs.put(pool + Ranges.BETWEEN + sr.uuid(), sr);
        }
    }

    void forgetSr(String pool, String ref) {
        Ranges.under(pool, srs).stream()
                .filter(entry -> entry.value.ref().equals(ref))
                .forEach(entry -> srs.delete(entry.key));
    }

    Optional<VmPower> vm(String pool, String ref) {
        return Optional.ofNullable(vms.get(pool + Ranges.BETWEEN + ref));
    }

    List<VmPower> vms(String pool) {
        return Ranges.under(pool, vms).stream().map(entry -> entry.value).toList();
    }

    void keep(String pool, String ref, VmPower vm) {
        if (!vm.equals(vms.get(pool + Ranges.BETWEEN + ref))) {
            vms.put(pool + Ranges.BETWEEN + ref, vm);
        }
    }

    void forgetVm(String pool, String ref) {
        vms.delete(pool + Ranges.BETWEEN + ref);
    }

    /** Before everything is told anew. */
    void forget(String pool) {
        Ranges.under(pool, srs).forEach(entry -> srs.delete(entry.key));
        Ranges.under(pool, vms).forEach(entry -> vms.delete(entry.key));
    }
}
