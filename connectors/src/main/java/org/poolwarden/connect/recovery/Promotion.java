package org.poolwarden.connect.recovery;

import static java.util.concurrent.CompletableFuture.completedFuture;

import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.poolwarden.schema.Answer;
import org.poolwarden.xapi.XapiClient;
import org.poolwarden.xapi.XapiSession;

/** PROMOTE: {@code pool.emergency_transition_to_master}, sent once, never to a host that is master already. */
final class Promotion implements Act {

    private static final Set<Answer> CANDIDATES = Set.of(Answer.SLAVE, Answer.EMERGENCY);

    private final ExecutorSettings settings;
    private final XapiClient client;
    private final Questions questions;
    private final Preconditions preconditions;
    private final OnHost onHost;

    Promotion(
            ExecutorSettings settings,
            XapiClient client,
            Questions questions,
            Preconditions preconditions,
            OnHost onHost) {
        this.settings = settings;
        this.client = client;
        this.questions = questions;
        this.preconditions = preconditions;
        this.onHost = onHost;
    }

    @Override
    public CompletionStage<Ending> run(Order order) {
        return preconditions
                .oldMasterCannotAct(order)
                .thenCompose(proven -> questions.role(order.pool(), order.host()))
                .thenCompose(reply -> {
                    if (reply.answer() == Answer.MASTER) {
                        return completedFuture(Ending.accepted(order.host().name() + " is master already"));
                    }
                    order.demandRole(reply, CANDIDATES);
                    return onHost.run(order, local -> promote(order, local));
                });
    }

    private CompletionStage<Ending> promote(Order order, XapiSession local) {
        String host = order.host().name();
        order.lastLook();
        return settings.dryRun()
                ? completedFuture(Ending.dryRun("call pool.emergency_transition_to_master on " + host))
                : onHost.end(
                        client.emergencyTransitionToMaster(local, settings.actionDeadline()),
                        host + " restarts its toolstack and becomes master");
    }
}
