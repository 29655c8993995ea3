package org.poolwarden.connect.recovery;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.poolwarden.connect.pool.PoolAccess;
import org.poolwarden.connect.pool.PoolHost;
import org.poolwarden.connect.pool.Timer;
import org.poolwarden.connect.recovery.Preconditions.Role;
import org.poolwarden.schema.OutcomeResult;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.xapi.Connection;
import org.poolwarden.xapi.XapiClient;
import org.poolwarden.xapi.XapiException;
import org.poolwarden.xapi.XapiSession;

/** PROMOTE: {@code pool.emergency_transition_to_master}, sent once, never to a host that is master already. */
final class Promotion {

    private final ExecutorSettings settings;
    private final XapiClient client;
    private final Preconditions preconditions;
    private final Timer timer;

    Promotion(ExecutorSettings settings, XapiClient client, Preconditions preconditions, Timer timer) {
        this.settings = settings;
        this.client = client;
        this.preconditions = preconditions;
        this.timer = timer;
    }

    /**
     * @param lastLook throws a {@link Refusal} when the records no longer permit the act; called right before it
     */
    CompletionStage<Ending> run(PoolAccess pool, PoolHost candidate, RecoveryCommand command, Runnable lastLook) {
        return preconditions.ofPromotion(pool, candidate, command).thenCompose(role -> {
            if (role == Role.MASTER) {
                return ended(Ending.of(OutcomeResult.ACCEPTED, candidate.name() + " is master already"));
            }
            lastLook.run();
            return settings.dryRun()
                    ? ended(Ending.of(
                            OutcomeResult.DRY_RUN,
                            "every check passed; would call pool.emergency_transition_to_master on "
                                    + candidate.name()))
                    : act(pool, candidate);
        });
    }

    private CompletionStage<Ending> act(PoolAccess pool, PoolHost candidate) {
        return client.localLogin(
                        candidate.endpoint(),
                        pool.credentials(),
                        settings.rhythm().deadline(),
                        Connection.FRESH)
                .handleAsync(
                        (session, error) -> error == null
                                ? promote(session, candidate)
                                : ended(Ending.beforeAct(XapiException.of(error))),
                        timer)
                .thenCompose(ending -> ending);
    }

    /** The local session is not given back: it ends with the toolstack that the call restarts. */
    private CompletionStage<Ending> promote(XapiSession local, PoolHost candidate) {
        return client.emergencyTransitionToMaster(local, settings.actionDeadline())
                .handleAsync(
                        (nothing, error) -> error == null
                                ? Ending.of(
                                        OutcomeResult.ACCEPTED,
                                        candidate.name() + " restarts its toolstack and becomes master")
                                : Ending.afterAct(XapiException.of(error)),
                        timer);
    }

    private static CompletionStage<Ending> ended(Ending ending) {
        return CompletableFuture.completedFuture(ending);
    }
}
