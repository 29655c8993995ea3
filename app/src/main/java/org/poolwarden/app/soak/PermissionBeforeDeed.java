package org.poolwarden.app.soak;

import java.time.Duration;
import java.util.Optional;
import org.poolwarden.schema.Mode;
import org.poolwarden.schema.OutcomeResult;
import org.poolwarden.schema.PoolPolicy;
import org.poolwarden.schema.RecoveryCommand;

/**
 * No command is issued, and none started, while the pool is only observed, paused, or the host is in maintenance; where
 * a person is to be asked, one has been.
 */
final class PermissionBeforeDeed implements Invariant {

    /** A policy that is younger may not have been read when the command was decided. */
    private static final Duration READ = Duration.ofSeconds(1);

    @Override
    public String name() {
        return "permission-before-deed";
    }

    @Override
    public Checked check(Chronicle story) {
        Checked checked = new Checked(name());
        for (Told<RecoveryCommand> told : story.commands()) {
            Optional<String> trouble = story.policy(told.what().getPool(), told.at())
                    .filter(policy -> policy.at().compareTo(told.at().minus(READ)) <= 0)
                    .flatMap(policy -> trouble(policy.what(), told.what()));
            checked.test(trouble.isEmpty(), told.at(), words(told.what()) + trouble.orElse(""));
        }
        story.outcomes().stream()
                .filter(told -> told.what().getResult() == OutcomeResult.STARTED)
                .forEach(told -> {
                    boolean silent = story.policy(told.what().getPool(), told.at())
                            .filter(policy -> isSilenced(policy.what()))
                            .isPresent();
                    checked.test(!silent, told.at(), told.what().getKind() + " started while nothing may be done");
                });
        return checked;
    }

    private static Optional<String> trouble(PoolPolicy policy, RecoveryCommand command) {
        if (isSilenced(policy)) {
            return Optional.of("nothing may be done");
        }
        boolean held = policy.getMaintenance().stream()
                .anyMatch(window -> window.getHost().equals(command.getHost())
                        && window.getUntil().isAfter(command.getIssuedAt()));
        if (held) {
            return Optional.of("the host is in maintenance");
        }
        return policy.getMode() == Mode.ADVISE && command.getApproval().isEmpty()
                ? Optional.of("nobody approved it")
                : Optional.empty();
    }

    private static boolean isSilenced(PoolPolicy policy) {
        return policy.getMode() == Mode.OBSERVE || policy.getPaused();
    }

    private static String words(RecoveryCommand command) {
        return command.getKind() + " " + command.getHostName() + " although ";
    }
}
