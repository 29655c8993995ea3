package org.poolwarden.connect.recovery;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.poolwarden.connect.pool.PoolAccess;
import org.poolwarden.connect.pool.PoolHost;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.Finding;
import org.poolwarden.schema.MaintenanceWindow;
import org.poolwarden.schema.Mode;
import org.poolwarden.schema.PoolPolicy;
import org.poolwarden.schema.Proof;
import org.poolwarden.schema.RecoveryCommand;

/** What the records say: MODE, MAINTENANCE, PAUSED, EPOCH and EXPIRED, looked at right before an act. */
final class Permits {

    private final Map<String, PoolAccess> pools;
    private final Map<String, PoolPolicy> policies = new HashMap<>();
    private final Map<String, Long> epochs = new HashMap<>();
    private volatile boolean stopped;

    Permits(Map<String, PoolAccess> pools) {
        this.pools = Map.copyOf(pools);
    }

    void learn(PoolPolicy policy) {
        policies.put(policy.getPool(), policy);
    }

    void learn(Finding finding) {
        epochs.merge(finding.getPool(), finding.getEpoch(), Math::max);
    }

    /** From now on nothing is permitted. May be called on any thread. */
    void stop() {
        stopped = true;
    }

    /** Why {@code command} may not be carried out at {@code now}; empty when it may. */
    Optional<Refusal> against(RecoveryCommand command, Instant now) {
        return now.isAfter(command.getNotAfter())
                ? Optional.of(Refusal.expired("it was valid until " + command.getNotAfter()))
                : againstGoingOn(command, now);
    }

    /** As {@link #against}, for one that was begun in time. */
    Optional<Refusal> againstGoingOn(RecoveryCommand command, Instant now) {
        if (stopped) {
            return refused("the executor stops");
        }
        long epoch = epochs.getOrDefault(command.getPool(), command.getEpoch());
        if (epoch > command.getEpoch()) {
            return refused("the pool is in epoch " + epoch + ", the command is of " + command.getEpoch());
        }
        PoolPolicy policy = policies.getOrDefault(
                command.getPool(),
                PoolPolicy.newBuilder().setPool(command.getPool()).build());
        if (policy.getPaused()) {
            return refused("the pool is paused");
        }
        return maintenance(policy, command, now).or(() -> withoutConsent(policy, command));
    }

    private Optional<Refusal> maintenance(PoolPolicy policy, RecoveryCommand command, Instant now) {
        if (policy.getMaintenanceUntil().filter(now::isBefore).isPresent()) {
            return refused("maintenance until " + policy.getMaintenanceUntil().get());
        }
        Set<String> concerned = concerned(command);
        return policy.getMaintenance().stream()
                .filter(window -> concerned.contains(window.getHost()) && now.isBefore(window.getUntil()))
                .findFirst()
                .map(Permits::closed);
    }

    private static Refusal closed(MaintenanceWindow window) {
        return Refusal.because(window.getHost() + " is in maintenance until " + window.getUntil());
    }

    /** Every word by which a window may name the host that the command is about, or the one that it replaces. */
    private Set<String> concerned(RecoveryCommand command) {
        Stream<String> addresses = Stream.concat(Stream.of(command.getHost()), command.getOldMaster().stream());
        Stream<String> names = Stream.concat(Stream.of(command.getHostName()), command.getHostUuid().stream());
        return Stream.concat(
                        addresses.flatMap(address ->
                                Stream.concat(Stream.of(address), name(command.getPool(), address).stream())),
                        names)
                .collect(Collectors.toSet());
    }

    private Optional<String> name(String pool, String address) {
        return Optional.ofNullable(pools.get(pool))
                .flatMap(access -> access.at(address))
                .map(PoolHost::name);
    }

    private static Optional<Refusal> withoutConsent(PoolPolicy policy, RecoveryCommand command) {
        boolean approved = command.getApproval().isPresent();
        if (command.getProof() == Proof.POLICY && !policy.getPromoteWithoutFence()) {
            return refused("promote-without-fence is off");
        }
        if (command.getKind() == CommandKind.DESIGNATE && !approved) {
            return refused("nobody approved it, and no mode stands in for that");
        }
        if (command.getKind() == CommandKind.FENCE && !approved && !policy.getAutoFence()) {
            return refused("auto-fence is off and nobody approved it");
        }
        boolean allowed = policy.getMode() == Mode.AUTO || policy.getMode() == Mode.ADVISE && approved;
        return allowed ? Optional.empty() : refused("the mode is " + policy.getMode() + " and nobody approved it");
    }

    private static Optional<Refusal> refused(String reason) {
        return Optional.of(Refusal.because(reason));
    }
}
