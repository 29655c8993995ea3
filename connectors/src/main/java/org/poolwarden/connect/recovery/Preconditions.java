package org.poolwarden.connect.recovery;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.poolwarden.connect.pool.PoolHost;
import org.poolwarden.connect.pool.Reply;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.Proof;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.xapi.redfish.PowerState;

/** The proofs that a command carries as data, asked for again right before its act. */
final class Preconditions {

    private final Questions questions;

    Preconditions(Questions questions) {
        this.questions = questions;
    }

    /** The old master of a promotion cannot act: fails with a {@link Refusal} when that is not so any more. */
    CompletionStage<Void> oldMasterCannotAct(Order order) {
        RecoveryCommand command = order.command();
        if (command.getOldMaster().isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        String address = command.getOldMaster().get();
        PoolHost old = order.pool()
                .at(address)
                .orElseThrow(() -> Refusal.because("the old master " + address + " is not configured"));
        return questions.role(order.pool(), old).thenCompose(reply -> proven(old, reply, command.getProof()));
    }

    private CompletionStage<Void> proven(PoolHost old, Reply reply, Proof proof) {
        boolean gone = reply.answer() == Answer.REFUSED || reply.answer() == Answer.UNREACHABLE;
        return switch (proof) {
            case IS_SLAVE -> demanded(
                    reply.answer() == Answer.SLAVE, old.name() + " does not answer as slave any more");
            case POWER_OFF -> demanded(gone, signOfLife(old, reply))
                    .thenCompose(holds -> questions.power(old))
                    .thenAccept(power -> demandOff(old, power));
            case APPROVAL, POLICY -> demanded(gone, signOfLife(old, reply));
            case NONE, UNSPECIFIED -> demanded(
                    false, "the command carries no proof that " + old.name() + " cannot act");
        };
    }

    private static CompletionStage<Void> demanded(boolean holds, String otherwise) {
        demand(holds, otherwise);
        return CompletableFuture.completedFuture(null);
    }

    /**
     * Strict proof: the host that the command is about is off, or a person has verified it down, and nothing of it
     * lives. A refused connection is a sign of life here: a dead kernel refuses nothing, and a dom0 without its
     * toolstack still runs its VMs.
     *
     * @return fails with a {@link Refusal}
     */
    CompletionStage<Void> isDead(Order order) {
        Proof proof = order.command().getProof();
        PoolHost host = order.host();
        boolean strict = proof == Proof.POWER_OFF || proof == Proof.APPROVAL;
        demand(strict, order.command().getKind() + " needs OFF or a person's word, the proof is " + proof);
        CompletionStage<Reply> asked = questions.role(order.pool(), host);
        return questions.power(host).thenAcceptBoth(asked, (power, reply) -> {
            demand(reply.answer() == Answer.UNREACHABLE, signOfLife(host, reply));
            if (proof == Proof.POWER_OFF) {
                demandOff(host, power);
            }
            demand(power != PowerState.ON, "the BMC of " + host.name() + " says ON");
        });
    }

    private static void demandOff(PoolHost host, PowerState power) {
        demand(host.bmc().isPresent(), host.name() + " has no BMC here that could say OFF again");
        demand(power == PowerState.OFF, "the BMC of " + host.name() + " says " + power);
    }

    private static String signOfLife(PoolHost host, Reply reply) {
        return host.name() + " shows a sign of life: " + reply.answer();
    }

    private static void demand(boolean holds, String otherwise) {
        if (!holds) {
            throw Refusal.because(otherwise);
        }
    }
}
