package org.poolwarden.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** {@code pool.*}: what a master does to its whole pool. */
final class PoolCalls {

    private final SimWorld world;
    private final SimPool pool;
    private final SimHost master;
    private final Toolstack toolstack;
    private final Members members;

    PoolCalls(SimWorld world, SimPool pool, SimHost master, Toolstack toolstack, Members members) {
        this.world = world;
        this.pool = pool;
        this.master = master;
        this.toolstack = toolstack;
        this.members = members;
    }

    void addTo(MethodTable table) {
        table.add("pool.recover_slaves", 0, (session, args) -> recoverSlaves())
                .addNow("pool.sync_database", 0, args -> synchronise())
                .addNow("pool.designate_new_master", 1, args -> members.withHost(args.get(0), this::designate))
                .addNow("pool.enable_ha", 2, args -> arm())
                .addNow("pool.disable_ha", 0, args -> disarm())
                .addNow("pool.eject", 1, args -> members.withHost(args.get(0), this::eject));
    }

    /** One host after the other, without a second try: who accepted is in the answer, who did not is not. */
    private CompletionStage<SimAnswer> recoverSlaves() {
        CompletableFuture<SimAnswer> answer = new CompletableFuture<>();
        List<SimHost> others =
                members.all().stream().filter(other -> other != master).toList();
        master.tell("tells the others to follow");
        recover(others, 0, new ArrayList<>(), answer);
        return answer;
    }

    private void recover(List<SimHost> others, int next, List<Object> accepted, CompletableFuture<SimAnswer> answer) {
        if (next == others.size()) {
            answer.complete(SimAnswer.success(accepted));
            return;
        }
        SimHost other = others.get(next);
        new HostCalls(world, master, toolstack)
                .local(other, "pool.emergency_reset_master", List.of(master.address()), said -> {
                    if (said instanceof SimAnswer.Success) {
                        accepted.add(other.ref());
                    }
                    recover(others, next + 1, accepted, answer);
                });
    }

    private SimAnswer synchronise() {
        Optional<SimHost> away = unreachable();
        if (away.isPresent()) {
            return SimAnswer.failure("HOST_OFFLINE", away.get().ref());
        }
        members.all().stream().filter(host -> host != master).forEach(toolstack::copyTo);
        return SimAnswer.success("");
    }

    /** Every member must be there: the change is agreed on by all of them, in two phases. */
    private SimAnswer designate(SimHost next) {
        if (toolstack.database().isHaEnabled() || master.isHaArmed()) {
            return SimAnswer.failure("HA_IS_ENABLED");
        }
        if (next == master) {
            return SimAnswer.success("");
        }
        Optional<SimHost> away = unreachable();
        if (away.isPresent()) {
            return SimAnswer.failure("HOST_OFFLINE", away.get().ref());
        }
        synchronise();
        master.tell("hands the pool over to " + next.name());
        members.all().forEach(host -> host.toolstack().changes().commit(next));
        return SimAnswer.success("");
    }

    /** Somebody whom the master does not hold for live, or does not reach. */
    private Optional<SimHost> unreachable() {
        return members.all().stream()
                .filter(host -> host != master)
                .filter(host -> !toolstack.database().isLive(host, world.clock().now())
                        || world.reach(master.place(), host.address()) != Reach.OPEN
                        || !host.toolstack().isAnswering())
                .findFirst();
    }

    private SimAnswer arm() {
        if (toolstack.database().isHaEnabled()) {
            return SimAnswer.failure("HA_IS_ENABLED");
        }
        pool.setHaArmed(true);
        return SimAnswer.success("");
    }

    private SimAnswer disarm() {
        if (!toolstack.database().isHaEnabled()) {
            return SimAnswer.failure("HA_NOT_ENABLED");
        }
        pool.setHaArmed(false);
        return SimAnswer.success("");
    }

    /** The host forgets everything and begins alone. */
    private SimAnswer eject(SimHost host) {
        if (toolstack.database().isHaEnabled()) {
            return SimAnswer.failure("HA_IS_ENABLED");
        }
        if (host == master || !host.runningVms().isEmpty()) {
            return SimAnswer.failure(
                    "OPERATION_NOT_ALLOWED", host == master ? "Cannot eject pool master" : "VMs resident on host");
        }
        toolstack.database().forget(host);
        host.leavePool();
        return SimAnswer.success("");
    }
}
