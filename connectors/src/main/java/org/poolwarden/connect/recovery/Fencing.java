package org.poolwarden.connect.recovery;

import static java.util.concurrent.CompletableFuture.completedFuture;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.poolwarden.connect.pool.PoolHost;
import org.poolwarden.connect.pool.Reply;
import org.poolwarden.connect.pool.Timer;
import org.poolwarden.schema.OutcomeResult;
import org.poolwarden.xapi.XapiException;
import org.poolwarden.xapi.redfish.BmcEndpoint;
import org.poolwarden.xapi.redfish.PowerState;
import org.poolwarden.xapi.redfish.PowerSwitch;

/**
 * FENCE: ForceOff by the host's BMC, sent once, and OFF read back. Only a host that is missed right before is fenced:
 * one that answers anything at all has a toolstack that runs again.
 */
final class Fencing implements Act {

    private final ExecutorSettings settings;
    private final Questions questions;
    private final PowerSwitch powerSwitch;
    private final Timer timer;

    Fencing(ExecutorSettings settings, Questions questions, PowerSwitch powerSwitch, Timer timer) {
        this.settings = settings;
        this.questions = questions;
        this.powerSwitch = powerSwitch;
        this.timer = timer;
    }

    @Override
    public CompletionStage<Ending> run(Order order) {
        PoolHost host = order.host();
        BmcEndpoint bmc = host.bmc()
                .orElseThrow(() -> Refusal.because(host.name() + " has no BMC here that could take its power"));
        return questions
                .power(host)
                .thenCompose(power -> power == PowerState.OFF
                        ? completedFuture(Ending.accepted(host.name() + " is off already"))
                        : questions.role(order.pool(), host).thenCompose(reply -> fence(order, bmc, reply)));
    }

    private CompletionStage<Ending> fence(Order order, BmcEndpoint bmc, Reply reply) {
        PoolHost host = order.host();
        if (!reply.isMiss()) {
            throw Refusal.because(host.name() + " answers again: " + reply.answer());
        }
        order.lastLook();
        if (settings.dryRun()) {
            return completedFuture(Ending.dryRun("take the power of " + host.name()));
        }
        return powerSwitch
                .forceOff(bmc, settings.actionDeadline())
                .handleAsync((taken, error) -> afterOrder(host, Optional.ofNullable(error)), timer)
                .thenCompose(ending -> ending);
    }

    /** An order that certainly was not taken is over; any other shows in the power. */
    private CompletionStage<Ending> afterOrder(PoolHost host, Optional<Throwable> error) {
        Instant until = timer.steady().plus(settings.actionDeadline());
        Optional<Ending> trouble = error.map(XapiException::of).map(Ending::afterAct);
        return trouble.filter(ending -> ending.result() == OutcomeResult.FAILED)
                .<CompletionStage<Ending>>map(CompletableFuture::completedFuture)
                .orElseGet(() -> readBack(host, trouble, until));
    }

    private CompletionStage<Ending> readBack(PoolHost host, Optional<Ending> trouble, Instant until) {
        return questions.power(host).thenCompose(power -> {
            if (power == PowerState.OFF) {
                return completedFuture(Ending.accepted("the BMC of " + host.name() + " says OFF"));
            }
            return timer.steady().isBefore(until)
                    ? timer.pause(settings.rhythm().deadline().dividedBy(2))
                            .thenCompose(over -> readBack(host, trouble, until))
                    : completedFuture(notOff(host, trouble, power));
        });
    }

    /** A BMC that has taken the order and says ON does not obey. */
    private static Ending notOff(PoolHost host, Optional<Ending> trouble, PowerState power) {
        String said = "the BMC of " + host.name() + " says " + power;
        return trouble.map(ending -> Ending.of(OutcomeResult.UNKNOWN, ending.detail() + "; " + said))
                .orElseGet(() -> Ending.of(
                        power == PowerState.ON ? OutcomeResult.FAILED : OutcomeResult.UNKNOWN,
                        "the order was taken, and " + said));
    }
}
