package org.poolwarden.sim;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Stream;

/** {@code PBD.plug} and {@code PBD.unplug}: whether a host has the storage that its VMs' disks are on. */
final class StorageCalls {

    private final SimPool pool;
    private final Toolstack toolstack;
    private final Members members;
    private final Forwarding forwarding;

    StorageCalls(SimPool pool, Toolstack toolstack, Members members, Forwarding forwarding) {
        this.pool = pool;
        this.toolstack = toolstack;
        this.members = members;
        this.forwarding = forwarding;
    }

    void addTo(MethodTable table) {
        table.add("PBD.plug", 1, (session, args) -> onHost(args.get(0), host -> plug(host, true)))
                .add("PBD.unplug", 1, (session, args) -> onHost(args.get(0), this::unplug));
    }

    private CompletionStage<SimAnswer> onHost(Object ref, Function<SimHost, SimAnswer> act) {
        Optional<SimHost> owner = members.all().stream()
                .filter(host -> Ids.ref("pbd", host.place()).equals(ref))
                .findFirst();
        return owner.map(host -> forwarding.to(host, () -> act.apply(host)))
                .orElseGet(() -> XapiMethods.now(SimAnswer.failure("HANDLE_INVALID", "PBD", String.valueOf(ref))));
    }

    private SimAnswer unplug(SimHost host) {
        List<String> inUse = pool.guests().stream()
                .filter(guest -> host.runningVms().contains(guest.name()))
                .filter(guest -> pool.storageOf(guest).equals(pool.storageOn(host)))
                .map(guest -> guest.ref(pool, "vdi"))
                .toList();
        return inUse.isEmpty()
                ? plug(host, false)
                : new SimAnswer.Failure(
                        Stream.concat(Stream.of("VDI_IN_USE"), inUse.stream()).toList());
    }

    /** Nothing happens when it is so already. */
    private SimAnswer plug(SimHost host, boolean wanted) {
        if (toolstack.database().isPlugged(host) != wanted) {
            toolstack.database().plug(host, wanted);
            host.tell(wanted ? "storage plugged" : "storage unplugged");
        }
        return SimAnswer.success("");
    }
}
