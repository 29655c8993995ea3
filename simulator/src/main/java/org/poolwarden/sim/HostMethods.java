package org.poolwarden.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** {@code host.*}: what a master does with one host of its pool. */
final class HostMethods {

    private final SimWorld world;
    private final SimPool pool;
    private final SimHost master;
    private final Toolstack toolstack;
    private final Members members;
    private final GuestCalls guests;
    private final Forwarding forwarding;

    HostMethods(
            SimWorld world,
            SimPool pool,
            SimHost master,
            Toolstack toolstack,
            Members members,
            GuestCalls guests,
            Forwarding forwarding) {
        this.world = world;
        this.pool = pool;
        this.master = master;
        this.toolstack = toolstack;
        this.members = members;
        this.guests = guests;
        this.forwarding = forwarding;
    }

    void addTo(MethodTable table) {
        table.addSync(
                        "host.get_servertime",
                        1,
                        (session, args) -> forward(args.get(0), host -> SimAnswer.success(host.clock())))
                .addNow("host.enable", 1, args -> members.withHost(args.get(0), host -> enable(host, true)))
                .addNow("host.disable", 1, args -> members.withHost(args.get(0), host -> enable(host, false)))
                .add("host.restart_agent", 1, (session, args) -> forward(args.get(0), this::restartAgent))
                .addNow("host.power_on", 1, args -> members.withHost(args.get(0), this::powerOn))
                .add("host.declare_dead", 1, (session, args) -> declareDead(args.get(0)))
                .addNow("host.destroy", 1, args -> members.withHost(args.get(0), this::destroy));
    }

    /** Does something on the host that {@code ref} means, or says that there is none. */
    private CompletionStage<SimAnswer> forward(Object ref, Function<SimHost, SimAnswer> act) {
        return members.host(ref)
                .map(host -> forwarding.to(host, () -> act.apply(host)))
                .orElseGet(() -> XapiMethods.now(members.withHost(ref, act)));
    }

    private SimAnswer enable(SimHost host, boolean wanted) {
        toolstack.database().enable(host, wanted);
        host.tell(wanted ? "enabled" : "disabled");
        return SimAnswer.success("");
    }

    private SimAnswer restartAgent(SimHost host) {
        host.toolstack().plan(Duration.ofSeconds(1), host::restartToolstack);
        return SimAnswer.success("");
    }

    /** By the host's own power_on_mode, which nobody has set. */
    private SimAnswer powerOn(SimHost host) {
        return SimAnswer.failure("HOST_POWER_ON_NOT_CONFIGURED", host.ref());
    }

    /** Its VMs are held for halted, it is disabled; whether it is live does not change. */
    private CompletionStage<SimAnswer> declareDead(Object ref) {
        Optional<SimHost> host = members.host(ref);
        return host.isEmpty()
                ? XapiMethods.now(SimAnswer.failure("HANDLE_INVALID", "host", String.valueOf(ref)))
                : guests.unlessAlive(host, () -> {
                    toolstack.database().enable(host.get(), false);
                    return guests.forgetRunning(residents(host.get()));
                });
    }

    private SimAnswer destroy(SimHost host) {
        if (toolstack.database().isHaEnabled()) {
            return SimAnswer.failure("HA_IS_ENABLED");
        }
        if (host == master || toolstack.database().isLive(host, now())) {
            return SimAnswer.failure("HOST_IS_LIVE", host.ref());
        }
        if (!residents(host).isEmpty()) {
            return SimAnswer.failure("HOST_HAS_RESIDENT_VMS", host.ref());
        }
        toolstack.database().forget(host);
        world.tell(pool.name(), host.name(), "is no member any more");
        return SimAnswer.success("");
    }

    private List<Guest> residents(SimHost host) {
        return pool.guests().stream()
                .filter(guest -> toolstack.database().residentOn(guest).equals(Optional.of(host.name())))
                .toList();
    }

    private Instant now() {
        return world.clock().now();
    }
}
