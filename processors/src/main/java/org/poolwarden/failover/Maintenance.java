package org.poolwarden.failover;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.poolwarden.schema.MaintenanceWindow;

/** Whom people work on, by the pool's policy. */
final class Maintenance {

    private Maintenance() {}

    /** Until when a host is in maintenance; empty when it is not. */
    static Optional<Instant> of(String address, PoolFacts facts, PoolState state) {
        return state.policy().getMaintenance().stream()
                .filter(window -> isAbout(window, facts, address))
                .map(MaintenanceWindow::getUntil)
                .filter(facts.now()::isBefore)
                .max(Instant::compareTo);
    }

    /** Until when the pool or one of these hosts is in maintenance; empty when nobody works on any of them. */
    static Optional<Instant> ofAny(List<String> addresses, PoolFacts facts, PoolState state) {
        Stream<Instant> ofHosts = addresses.stream().flatMap(address -> of(address, facts, state).stream());
        Optional<Instant> ofPool = state.policy().getMaintenanceUntil().filter(facts.now()::isBefore);
        return Stream.concat(ofPool.stream(), ofHosts).max(Instant::compareTo);
    }

    private static boolean isAbout(MaintenanceWindow window, PoolFacts facts, String address) {
        return facts.address(window.getHost()).equals(address);
    }
}
