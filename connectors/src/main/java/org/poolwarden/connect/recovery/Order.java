package org.poolwarden.connect.recovery;

import java.util.Set;
import org.poolwarden.connect.pool.PoolAccess;
import org.poolwarden.connect.pool.PoolHost;
import org.poolwarden.connect.pool.Reply;
import org.poolwarden.connect.pool.Timer;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.RecoveryCommand;

/**
 * A command on its way, and whom it concerns. What does not hold is thrown as a {@link Refusal}.
 *
 * @param host the one the command is about
 */
record Order(RecoveryCommand command, PoolAccess pool, PoolHost host, Permits permits, Timer timer) {

    /** The master that the command names: where the call goes, or whom to follow. Never the host it is about. */
    PoolHost master() {
        String address = command.getMaster().orElseThrow(() -> Refusal.because("the command names no master"));
        if (address.equals(host.claimedAddress())) {
            throw Refusal.because("the command names " + host.name() + " as its own master");
        }
        return pool.at(address).orElseThrow(() -> Refusal.because("the master " + address + " is not configured here"));
    }

    /** The host must answer what the command expects, and that must be one of {@code possible}. */
    void demandRole(Reply reply, Set<Answer> possible) {
        Answer expected = command.getExpectedRole();
        if (!possible.contains(expected)) {
            throw Refusal.because(command.getKind() + " cannot expect " + expected);
        }
        if (reply.answer() != expected) {
            throw Refusal.because(host.name() + " answers " + reply.answer() + ", expected was " + expected);
        }
    }

    /** Right before the act: do the records still permit it? */
    void lastLook() {
        permits.against(command, timer.now()).ifPresent(refusal -> {
            throw refusal;
        });
    }

    /** Before a further step of an act that has begun in time. */
    void lookAgain() {
        permits.againstGoingOn(command, timer.now()).ifPresent(refusal -> {
            throw refusal;
        });
    }
}
