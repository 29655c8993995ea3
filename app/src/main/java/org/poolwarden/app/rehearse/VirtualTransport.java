package org.poolwarden.app.rehearse;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.poolwarden.connect.pool.Timer;
import org.poolwarden.sim.Reach;
import org.poolwarden.sim.SimAnswer;
import org.poolwarden.sim.SimWorld;
import org.poolwarden.xapi.Connection;
import org.poolwarden.xapi.XapiCall;
import org.poolwarden.xapi.XapiException;
import org.poolwarden.xapi.XapiTransport;

/**
 * Calls through the simulated world in virtual time, as they would travel over HTTPS: a kept connection to a host that
 * is gone is silent, a fresh one never connects.
 */
final class VirtualTransport implements XapiTransport {

    private final Timer timer;
    private final SimWorld world;
    private final String place;
    private final Set<String> kept = new HashSet<>();

    /**
     * @param timer on which answers come back
     * @param place from which the calls are made, for example {@code rack-a}
     */
    VirtualTransport(Timer timer, SimWorld world, String place) {
        this.timer = timer;
        this.world = world;
        this.place = place;
    }

    @Override
    public CompletionStage<Object> call(XapiCall call) {
        String address = call.to().address();
        boolean connected = call.connection() == Connection.KEPT && kept.contains(address);
        CompletableFuture<Object> answer = new CompletableFuture<>();
        Timer.Cancellable deadline = timer.after(call.deadline(), () -> {
            kept.remove(address);
            answer.completeExceptionally(silence(call, connected));
        });
        answer.whenComplete((value, error) -> deadline.cancel());
        switch (world.reach(place, address)) {
            case NOTHING -> {}
            case CLOSED_AFTER_TLS -> timer.after(call.deadline().dividedBy(100), () -> closed(call, answer));
            case OPEN -> world.ask(place, address, call.method(), call.params())
                    .thenAcceptAsync(said -> said(call, said, answer), timer);
        }
        return answer;
    }

    private XapiException silence(XapiCall call, boolean connected) {
        boolean reached = connected || world.reach(place, call.to().address()) != Reach.NOTHING;
        return reached
                ? new XapiException.AnswerTimedOut(call + " is silent")
                : new XapiException.ConnectTimedOut(call + " does not connect", null);
    }

    private void closed(XapiCall call, CompletableFuture<Object> answer) {
        kept.remove(call.to().address());
        answer.completeExceptionally(new XapiException.ClosedByPeer(call + " was closed", null));
    }

    private void said(XapiCall call, SimAnswer said, CompletableFuture<Object> answer) {
        if (said instanceof SimAnswer.Closed) {
            closed(call, answer);
            return;
        }
        if (call.connection() == Connection.KEPT) {
            kept.add(call.to().address());
        }
        if (said instanceof SimAnswer.Success success) {
            answer.complete(success.value());
        } else if (said instanceof SimAnswer.Failure failure) {
            answer.completeExceptionally(XapiException.ApiFailure.of(failure.description()));
        }
    }

    @Override
    public void close() {
        kept.clear();
    }
}
