package org.poolwarden.sim;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Objects of a pool by their references, as one master's database knows them. */
final class Members {

    private final SimPool pool;
    private final Toolstack master;

    Members(SimPool pool, Toolstack master) {
        this.pool = pool;
        this.master = master;
    }

    Optional<SimHost> host(Object ref) {
        return all().stream().filter(host -> host.ref().equals(ref)).findFirst();
    }

    /** Every member, in the order of the pool. */
    List<SimHost> all() {
        return pool.hosts().stream().filter(master.database()::isMember).toList();
    }

    Optional<Guest> guest(Object ref) {
        return pool.guests().stream()
                .filter(guest -> guest.ref(pool, "vm").equals(ref))
                .findFirst();
    }

    /** What {@code call} says of the host that {@code ref} means, or that there is none. */
    SimAnswer withHost(Object ref, Function<SimHost, SimAnswer> call) {
        return host(ref).map(call).orElseGet(() -> SimAnswer.failure("HANDLE_INVALID", "host", String.valueOf(ref)));
    }

    /** What {@code call} says of the VM that {@code ref} means, or that there is none. */
    SimAnswer withGuest(Object ref, Function<Guest, SimAnswer> call) {
        return guest(ref).map(call).orElseGet(() -> SimAnswer.failure("HANDLE_INVALID", "VM", String.valueOf(ref)));
    }
}
