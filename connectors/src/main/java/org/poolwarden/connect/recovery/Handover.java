package org.poolwarden.connect.recovery;

import static java.util.concurrent.CompletableFuture.completedFuture;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.poolwarden.connect.pool.PoolHost;
import org.poolwarden.connect.pool.Reply;
import org.poolwarden.schema.Answer;
import org.poolwarden.xapi.XapiClient;
import org.poolwarden.xapi.XapiSession;

/**
 * DESIGNATE: {@code Async.pool.designate_new_master} on today's master. Every member takes part, so it may take long;
 * the task ends with the toolstack of the master that hands over.
 */
final class Handover implements Act {

    private final ExecutorSettings settings;
    private final XapiClient client;
    private final Questions questions;
    private final OnMaster onMaster;
    private final TaskWatch tasks;

    Handover(ExecutorSettings settings, XapiClient client, Questions questions, OnMaster onMaster, TaskWatch tasks) {
        this.settings = settings;
        this.client = client;
        this.questions = questions;
        this.onMaster = onMaster;
        this.tasks = tasks;
    }

    @Override
    public CompletionStage<Ending> run(Order order) {
        PoolHost master = order.master();
        return questions.role(order.pool(), order.host()).thenCompose(reply -> {
            if (reply.answer() == Answer.MASTER) {
                return questions.role(order.pool(), master).thenApply(old -> already(order, master, old));
            }
            demandFollower(order, master, reply);
            return onMaster.run(order, master, session -> onMaster.reference(session, order.command())
                    .thenCompose(ref -> designate(order, session, ref)));
        });
    }

    /** Done, when the one that was master follows; otherwise there are two. */
    private static Ending already(Order order, PoolHost master, Reply old) {
        if (!old.master().equals(Optional.of(order.host().claimedAddress()))) {
            throw Refusal.because(
                    order.host().name() + " answers as master, and " + master.name() + " answers " + old.answer());
        }
        return Ending.accepted(order.host().name() + " is master already, and " + master.name() + " follows it");
    }

    private static void demandFollower(Order order, PoolHost master, Reply reply) {
        if (!reply.master().equals(Optional.of(master.claimedAddress()))) {
            throw Refusal.because(
                    order.host().name() + " does not answer as slave of " + master.name() + ": " + reply.answer()
                            + reply.master().map(named -> " of " + named).orElse(""));
        }
    }

    private CompletionStage<Ending> designate(Order order, XapiSession session, String ref) {
        String host = order.host().name();
        order.lastLook();
        return settings.dryRun()
                ? completedFuture(Ending.dryRun("call pool.designate_new_master for " + host))
                : tasks.end(
                        session,
                        client.designateNewMaster(session, ref, settings.actionDeadline()),
                        "every toolstack restarts, and " + host + " becomes master");
    }
}
