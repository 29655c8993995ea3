package org.poolwarden.connect.recovery;

import static java.util.concurrent.CompletableFuture.completedFuture;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.poolwarden.connect.pool.PoolHost;
import org.poolwarden.connect.pool.Reply;
import org.poolwarden.connect.pool.VmActivity;
import org.poolwarden.schema.Answer;
import org.poolwarden.xapi.XapiClient;
import org.poolwarden.xapi.XapiSession;

/**
 * REPOINT: {@code pool.emergency_reset_master}, sent once, to a host that follows the wrong master or holds itself for
 * one. A host on which a VM writes that runs elsewhere too is left alone.
 */
final class Repointing implements Act {

    private static final Set<Answer> STRAYS = Set.of(Answer.SLAVE, Answer.MASTER, Answer.EMERGENCY);

    private final ExecutorSettings settings;
    private final XapiClient client;
    private final Questions questions;
    private final OnHost onHost;

    Repointing(ExecutorSettings settings, XapiClient client, Questions questions, OnHost onHost) {
        this.settings = settings;
        this.client = client;
        this.questions = questions;
        this.onHost = onHost;
    }

    @Override
    public CompletionStage<Ending> run(Order order) {
        PoolHost master = order.master();
        return questions
                .role(order.pool(), master)
                .thenCompose(reply -> {
                    if (reply.answer() != Answer.MASTER) {
                        throw Refusal.because(master.name() + " does not answer as master: " + reply.answer());
                    }
                    return questions.role(order.pool(), order.host());
                })
                .thenCompose(reply -> stray(order, master, reply));
    }

    private CompletionStage<Ending> stray(Order order, PoolHost master, Reply reply) {
        if (reply.master().equals(Optional.of(master.claimedAddress()))) {
            return completedFuture(Ending.accepted(order.host().name() + " follows " + master.name() + " already"));
        }
        order.demandRole(reply, STRAYS);
        return onHost.run(order, local -> isQuiet(order, local).thenCompose(quiet -> repoint(order, master, local)));
    }

    /**
     * No VM that runs elsewhere does I/O here. A master that never restarted must say so itself: unknown is not quiet.
     */
    private CompletionStage<Void> isQuiet(Order order, XapiSession local) {
        List<String> elsewhere = order.command().getVms();
        boolean mustSay = order.command().getExpectedRole() == Answer.MASTER || !elsewhere.isEmpty();
        return mustSay
                ? questions
                        .activity(local)
                        .handle((activity, error) -> demandQuiet(order, Optional.ofNullable(activity), elsewhere))
                : CompletableFuture.completedFuture(null);
    }

    private static Void demandQuiet(Order order, Optional<VmActivity> activity, List<String> elsewhere) {
        String host = order.host().name();
        List<String> writing = activity.orElseThrow(
                        () -> Refusal.because(host + " does not say which VMs do I/O on it"))
                .notQuiet(elsewhere);
        if (!writing.isEmpty()) {
            throw Refusal.because("VMs that run elsewhere may do I/O on " + host + ": " + String.join(", ", writing));
        }
        return null;
    }

    private CompletionStage<Ending> repoint(Order order, PoolHost master, XapiSession local) {
        String host = order.host().name();
        order.lastLook();
        return settings.dryRun()
                ? completedFuture(Ending.dryRun(
                        "call pool.emergency_reset_master on " + host + " with " + master.claimedAddress()))
                : onHost.end(
                        client.emergencyResetMaster(local, master.claimedAddress(), settings.actionDeadline()),
                        host + " restarts its toolstack and follows " + master.name());
    }
}
