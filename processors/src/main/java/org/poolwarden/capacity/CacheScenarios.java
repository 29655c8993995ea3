package org.poolwarden.capacity;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.poolwarden.schema.CacheScenario;
import org.poolwarden.schema.DesktopFit;

/**
 * What an SR would have to do with IntelliCache otherwise than it is: failed where it is on, on where it is not.
 *
 * <p>Disks tell what VMs ask for before any cache. Failed, the SR gets all of it, in the VMs' own mix.
 */
final class CacheScenarios {

    static final String CACHE_FAILED = "CACHE_FAILED";
    static final String CACHE_ON = "CACHE_ON";

    private CacheScenarios() {}

    /** Empty where disks tell nothing; IntelliCache is of shared SRs, so a local one has none. */
    static List<CacheScenario> of(
            RollUp window, StorageCapacity capacity, Optional<SrFacts> facts, OptionalDouble spread) {
        Tally disks = window.distributions().disks();
        if (disks.count() == 0) {
            return List.of();
        }
        double asked = disks.quantile(0.95);
        if (window.sum(SideSum.CACHE_SLOTS) > 0) {
            long requests = window.sum(SideSum.DISK_REQUESTS);
            double reads = requests == 0 ? 0 : Math.min(1, (double) window.sum(SideSum.DISK_READS) / requests);
            Room failed = new Room(capacity.disks().conserved(reads), CacheOffload.sharedIops(asked, 0), spread);
            return List.of(scenario(CACHE_FAILED, reads, failed, failed.fitsWithCacheFailed()));
        }
        if (facts.filter(sr -> !sr.shared()).isPresent()) {
            return List.of();
        }
        double left = CacheOffload.sharedIops(asked, Delivery.MCS_INTELLICACHE.offload());
        double reads = ReportWriter.readShare(window).orElse(0.0);
        Room on = new Room(capacity.disks().conserved(reads), left, spread);
        return List.of(scenario(CACHE_ON, reads, on, on.fitsWithCache()));
    }

    private static CacheScenario scenario(String name, double reads, Room room, List<DesktopFit> fits) {
        return new CacheScenario(
                name, room.used(), reads, room.capacity(), room.utilisation().orElse(null), room.headroom(), fits);
    }
}
