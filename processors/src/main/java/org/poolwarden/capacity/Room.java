package org.poolwarden.capacity;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.poolwarden.schema.DesktopFit;

/**
 * What a capacity leaves beside a load, in requests and in desktops.
 *
 * @param capacity requests per second, (B)
 * @param used 95th percentile of the load that is there
 * @param spread of the VMs that are there, see {@link Spread}; empty counts desktops as if they never varied
 */
record Room(double capacity, double used, OptionalDouble spread) {

    Optional<Double> utilisation() {
        return capacity > 0 ? Optional.of(used / capacity) : Optional.empty();
    }

    /** To the planned share; negative when overbooked. */
    double headroom() {
        return capacity * org.poolwarden.capacity.DesktopFit.PLANNED_SHARE - used;
    }

    /** Of every class, phase and delivery. */
    List<DesktopFit> fits() {
        return Arrays.stream(Delivery.values()).flatMap(this::fits).toList();
    }

    private Stream<DesktopFit> fits(Delivery delivery) {
        return each().map(guest -> fit(guest, delivery, delivery.sharedIops(guest.user(), guest.phase())));
    }

    /** Of desktops with IntelliCache alone, while it works. */
    List<DesktopFit> fitsWithCache() {
        return fits(Delivery.MCS_INTELLICACHE).toList();
    }

    /** Of the same desktops, while it does not. */
    List<DesktopFit> fitsWithCacheFailed() {
        Delivery cached = Delivery.MCS_INTELLICACHE;
        return each().map(guest -> fit(guest, cached, cached.withoutCache(guest.user(), guest.phase())))
                .toList();
    }

    private record Guest(UserClass user, Phase phase) {}

    private static Stream<Guest> each() {
        return Arrays.stream(UserClass.values())
                .flatMap(user -> Arrays.stream(Phase.values()).map(phase -> new Guest(user, phase)));
    }

    private DesktopFit fit(Guest guest, Delivery delivery, double iops) {
        long more = org.poolwarden.capacity.DesktopFit.like(iops, spread)
                .more(capacity, org.poolwarden.capacity.DesktopFit.PLANNED_SHARE, used);
        return new DesktopFit(guest.user().name(), guest.phase().name(), delivery.name(), iops, more);
    }
}
