package org.poolwarden.connect.recovery;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.poolwarden.schema.Finding;
import org.poolwarden.schema.Mode;
import org.poolwarden.schema.OutcomeResult;
import org.poolwarden.schema.PoolPolicy;
import org.poolwarden.schema.RecoveryCommand;

/** What the records say: MODE, MAINTENANCE, PAUSED, EPOCH and EXPIRED, looked at right before an act. */
final class Permits {

    private final Map<String, PoolPolicy> policies = new HashMap<>();
    private final Map<String, Long> epochs = new HashMap<>();

    void learn(PoolPolicy policy) {
        policies.put(policy.getPool(), policy);
    }

    void learn(Finding finding) {
        epochs.merge(finding.getPool(), finding.getEpoch(), Math::max);
    }

    /** Why {@code command} may not be carried out at {@code now}; empty when it may. */
    Optional<Refusal> against(RecoveryCommand command, Instant now) {
        if (now.isAfter(command.getNotAfter())) {
            return Optional.of(new Refusal(OutcomeResult.EXPIRED, "it was valid until " + command.getNotAfter()));
        }
        long epoch = epochs.getOrDefault(command.getPool(), command.getEpoch());
        if (epoch > command.getEpoch()) {
            return refused("the pool is in epoch " + epoch + ", the command is of " + command.getEpoch());
        }
        return byPolicy(command, now);
    }

    private Optional<Refusal> byPolicy(RecoveryCommand command, Instant now) {
        PoolPolicy policy = policies.get(command.getPool());
        boolean approved = command.getApproval().isPresent();
        if (policy == null) {
            return approved ? Optional.empty() : refused("no policy is known, and the default mode is advise");
        }
        if (policy.getPaused()) {
            return refused("the pool is paused");
        }
        if (policy.getMaintenanceUntil().filter(now::isBefore).isPresent()) {
            return refused("maintenance until " + policy.getMaintenanceUntil().get());
        }
        boolean allowed = policy.getMode() == Mode.AUTO || policy.getMode() == Mode.ADVISE && approved;
        return allowed ? Optional.empty() : refused("the mode is " + policy.getMode() + " and nobody approved it");
    }

    private static Optional<Refusal> refused(String reason) {
        return Optional.of(new Refusal(OutcomeResult.REFUSED, reason));
    }
}
