package org.poolwarden.connect.recovery;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.poolwarden.connect.pool.Rhythm;
import org.poolwarden.connect.pool.Timer;
import org.poolwarden.schema.OutcomeResult;
import org.poolwarden.xapi.Connection;
import org.poolwarden.xapi.XapiClient;
import org.poolwarden.xapi.XapiException;
import org.poolwarden.xapi.XapiSession;

/**
 * Work on a local session of the host that a command is about. Emergency calls only: a slave carries out anything that
 * comes with one, without asking whose business it is.
 */
final class OnHost {

    private final ExecutorSettings settings;
    private final XapiClient client;
    private final Timer timer;

    OnHost(ExecutorSettings settings, XapiClient client, Timer timer) {
        this.settings = settings;
        this.client = client;
        this.timer = timer;
    }

    /**
     * Logs in locally and does {@code work}.
     *
     * @return fails with a {@link Refusal} when there is no session, and with what the work fails with
     */
    CompletionStage<Ending> run(Order order, Function<XapiSession, CompletionStage<Ending>> work) {
        Rhythm rhythm = settings.rhythm();
        return client.localLogin(
                        order.host().endpoint(), order.pool().credentials(), rhythm.deadline(), Connection.FRESH)
                .handleAsync(
                        (session, error) -> {
                            if (error != null) {
                                throw Refusal.beforeAct(XapiException.of(error));
                            }
                            return session;
                        },
                        timer)
                .thenCompose(session -> CompletableFuture.completedFuture(session)
                        .thenCompose(work)
                        .whenComplete((ending, error) -> giveBack(session, ending)));
    }

    /** It ends with the toolstack that an emergency call restarts, or may have restarted. */
    private void giveBack(XapiSession session, Ending ending) {
        boolean restarts = ending != null
                && (ending.result() == OutcomeResult.ACCEPTED || ending.result() == OutcomeResult.UNKNOWN);
        if (!restarts) {
            client.logout(session, settings.rhythm().deadline());
        }
    }

    /** How an emergency call ended: success is the start only. */
    CompletionStage<Ending> end(CompletionStage<Void> sent, String success) {
        return sent.handleAsync(
                (nothing, error) -> error == null ? Ending.accepted(success) : Ending.afterAct(XapiException.of(error)),
                timer);
    }
}
