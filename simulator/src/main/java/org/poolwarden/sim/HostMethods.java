package org.poolwarden.sim;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** {@code host.*}: what a master does with one host of its pool. */
final class HostMethods {

    private final SimWorld world;
    private final SimPool pool;
    private final SimHost master;
    private final Toolstack toolstack;
    private final Members members;
    private final GuestCalls guests;

    HostMethods(SimWorld world, SimPool pool, SimHost master, Toolstack toolstack, Members members, GuestCalls guests) {
        this.world = world;
        this.pool = pool;
        this.master = master;
        this.toolstack = toolstack;
        this.members = members;
        this.guests = guests;
    }

    void addTo(MethodTable table) {
        table.add("host.get_servertime", 1, (session, args) -> serverTime(args.get(0)))
                .addNow("host.enable", 1, args -> members.withHost(args.get(0), host -> enable(host, true)))
                .addNow("host.disable", 1, args -> members.withHost(args.get(0), host -> enable(host, false)))
                .addNow("host.restart_agent", 1, args -> members.withHost(args.get(0), this::restartAgent))
                .addNow("host.power_on", 1, args -> members.withHost(args.get(0), this::powerOn))
                .add("host.declare_dead", 1, (session, args) -> declareDead(args.get(0)))
                .addNow("host.destroy", 1, args -> members.withHost(args.get(0), this::destroy));
    }

    /** Answered by the host itself: the master hands the question on. */
    private CompletionStage<SimAnswer> serverTime(Object ref) {
        Optional<SimHost> host = members.host(ref);
        if (host.isEmpty()) {
            return XapiMethods.now(SimAnswer.failure("HANDLE_INVALID", "host", String.valueOf(ref)));
        }
        if (host.get() != master && !toolstack.database().isLive(host.get(), now())) {
            return XapiMethods.now(SimAnswer.failure("HOST_OFFLINE", host.get().ref()));
        }
        if (host.get() == master || world.reach(master.place(), host.get().address()) == Reach.OPEN) {
            return host.get() == master || host.get().toolstack().isAnswering()
                    ? XapiMethods.now(SimAnswer.success(host.get().clock()))
                    : new java.util.concurrent.CompletableFuture<>();
        }
        var later = new java.util.concurrent.CompletableFuture<SimAnswer>();
        toolstack.plan(
                FORWARDING,
                () -> later.complete(
                        SimAnswer.failure("CANNOT_CONTACT_HOST", host.get().ref())));
        return later;
    }

    /** Ten tries, ten seconds apart: {@code xmlrpc_client.ml}. */
    private static final java.time.Duration FORWARDING = java.time.Duration.ofSeconds(100);

    private SimAnswer enable(SimHost host, boolean wanted) {
        toolstack.database().enable(host, wanted);
        host.tell(wanted ? "enabled" : "disabled");
        return SimAnswer.success("");
    }

    private SimAnswer restartAgent(SimHost host) {
        if (host != master && world.reach(master.place(), host.address()) != Reach.OPEN) {
            return SimAnswer.failure("HOST_OFFLINE", host.ref());
        }
        host.toolstack().plan(java.time.Duration.ofSeconds(1), host::restartToolstack);
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
