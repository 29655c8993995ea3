package org.poolwarden.sim;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** {@code VM.*}: what moves the VMs of a pool, as its master does it. Nothing but the database keeps one from running twice. */
final class GuestCalls {

    private final SimWorld world;
    private final SimPool pool;
    private final SimHost master;
    private final Toolstack toolstack;
    private final Members members;
    private final MessageCalls messages;
    private final Forwarding forwarding;

    GuestCalls(
            SimWorld world,
            SimPool pool,
            SimHost master,
            Toolstack toolstack,
            Members members,
            MessageCalls messages,
            Forwarding forwarding) {
        this.world = world;
        this.pool = pool;
        this.master = master;
        this.toolstack = toolstack;
        this.members = members;
        this.messages = messages;
        this.forwarding = forwarding;
    }

    void addTo(MethodTable table) {
        table.add("VM.start", 3, (session, args) -> start(args.get(0), Optional.empty()))
                .add("VM.start_on", 4, (session, args) -> start(args.get(0), Optional.of(args.get(1))))
                .add("VM.hard_shutdown", 1, (session, args) -> shutDown(args.get(0)))
                .add("VM.power_state_reset", 1, (session, args) -> reset(args.get(0)));
    }

    private CompletionStage<SimAnswer> start(Object ref, Optional<Object> on) {
        Optional<Guest> guest = members.guest(ref);
        if (guest.isEmpty()) {
            return XapiMethods.now(SimAnswer.failure("HANDLE_INVALID", "VM", String.valueOf(ref)));
        }
        if (toolstack.database().residentOn(guest.get()).isPresent()) {
            return XapiMethods.now(badState(guest.get(), "halted", "running"));
        }
        Optional<SimHost> host = on.isPresent() ? on.flatMap(members::host) : anyFor(guest.get());
        if (host.isEmpty()) {
            return XapiMethods.now(
                    on.isPresent()
                            ? SimAnswer.failure("HANDLE_INVALID", "host", String.valueOf(on.get()))
                            : SimAnswer.failure("NO_HOSTS_AVAILABLE"));
        }
        return startOn(guest.get(), host.get());
    }

    private CompletionStage<SimAnswer> startOn(Guest guest, SimHost host) {
        if (!toolstack.database().isEnabled(host)) {
            return XapiMethods.now(SimAnswer.failure("HOST_DISABLED", host.ref()));
        }
        if (!isLive(host)) {
            return XapiMethods.now(SimAnswer.failure("HOST_NOT_LIVE"));
        }
        if (!holdsDisk(guest, host)) {
            return XapiMethods.now(SimAnswer.failure("VM_REQUIRES_SR", guest.ref(pool, "vm"), pool.storageOf(guest)));
        }
        return forwarding.to(host, () -> {
            toolstack.database().runs(guest, host);
            host.run(guest);
            tell("VM_STARTED", guest, "started on host: " + host.name() + " (uuid: " + host.uuid() + ")");
            return SimAnswer.success("");
        });
    }

    /** An enabled, live host that has the disk: the one with the fewest VMs. */
    private Optional<SimHost> anyFor(Guest guest) {
        return members.all().stream()
                .filter(host -> toolstack.database().isEnabled(host) && isLive(host) && holdsDisk(guest, host))
                .filter(host -> host == master || world.reach(master.place(), host.address()) == Reach.OPEN)
                .min(java.util.Comparator.comparingInt(host -> host.runningVms().size()));
    }

    private boolean holdsDisk(Guest guest, SimHost host) {
        boolean hasStorage = pool.spec().storage().isShared() || guest.home().equals(host.name());
        return hasStorage && toolstack.database().isPlugged(host);
    }

    private boolean isLive(SimHost host) {
        return host == master || toolstack.database().isLive(host, world.clock().now());
    }

    private CompletionStage<SimAnswer> shutDown(Object ref) {
        Optional<Guest> guest = members.guest(ref);
        Optional<SimHost> host = guest.flatMap(toolstack.database()::residentOn).flatMap(pool::host);
        if (host.isEmpty()) {
            return XapiMethods.now(members.withGuest(ref, halted -> badState(halted, "running", "halted")));
        }
        return forwarding.to(host.get(), () -> {
            toolstack.database().halted(guest.orElseThrow());
            host.get().halt(guest.orElseThrow());
            tell("VM_SHUTDOWN", guest.orElseThrow(), "shutdown forcibly");
            return SimAnswer.success("");
        });
    }

    private void tell(String name, Guest guest, String what) {
        String uuid = Ids.uuid("vm", pool.name(), guest.name());
        messages.create(name, 5, "VM", uuid, "VM '" + guest.name() + "' (uuid: " + uuid + ") " + what);
    }

    private CompletionStage<SimAnswer> reset(Object ref) {
        boolean isControlDomain = members.all().stream()
                .anyMatch(host -> Ids.ref("dom0", host.place()).equals(ref));
        if (isControlDomain) {
            return XapiMethods.now(SimAnswer.failure("CANNOT_RESET_CONTROL_DOMAIN", String.valueOf(ref)));
        }
        Optional<Guest> guest = members.guest(ref);
        if (guest.isEmpty()) {
            return XapiMethods.now(SimAnswer.failure("HANDLE_INVALID", "VM", String.valueOf(ref)));
        }
        Optional<SimHost> host = toolstack.database().residentOn(guest.get()).flatMap(pool::host);
        if (host.filter(on ->
                        on == master && on.runningVms().contains(guest.get().name()))
                .isPresent()) {
            return XapiMethods.now(SimAnswer.failure("DOMAIN_EXISTS", String.valueOf(ref)));
        }
        return unlessAlive(host, () -> forgetRunning(List.of(guest.get())));
    }

    /** Live in the database is not enough: the host is asked, and the question may take long. */
    CompletionStage<SimAnswer> unlessAlive(Optional<SimHost> host, java.util.function.Supplier<SimAnswer> act) {
        if (host.isEmpty()
                || !toolstack.database().isLive(host.get(), world.clock().now())) {
            return XapiMethods.now(act.get());
        }
        if (host.get() == master) {
            return XapiMethods.now(SimAnswer.failure("HOST_IS_LIVE", master.ref()));
        }
        CompletableFuture<SimAnswer> answer = new CompletableFuture<>();
        new HostCalls(world, master, toolstack)
                .local(
                        host.get(),
                        "pool.is_slave",
                        List.of(Ids.NULL),
                        said -> answer.complete(
                                said instanceof SimAnswer.Success
                                        ? SimAnswer.failure(
                                                "HOST_IS_LIVE", host.get().ref())
                                        : act.get()));
        return answer;
    }

    /** The database holds these VMs for halted from now on; whether they are, nobody has looked. */
    SimAnswer forgetRunning(List<Guest> guests) {
        guests.forEach(toolstack.database()::halted);
        world.tell(
                pool.name(),
                master.name(),
                "holds for halted: "
                        + String.join(", ", guests.stream().map(Guest::name).toList()));
        return SimAnswer.success("");
    }

    private SimAnswer badState(Guest guest, String expected, String actual) {
        return SimAnswer.failure("VM_BAD_POWER_STATE", guest.ref(pool, "vm"), expected, actual);
    }
}
