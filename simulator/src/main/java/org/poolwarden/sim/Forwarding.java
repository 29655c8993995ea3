package org.poolwarden.sim;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** How a master hands a call on to the host that it concerns ({@code message_forwarding.ml}, {@code xmlrpc_client.ml}). */
final class Forwarding {

    private static final int TRIES = 10;
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final SimWorld world;
    private final SimHost master;
    private final Toolstack toolstack;

    Forwarding(SimWorld world, SimHost master, Toolstack toolstack) {
        this.world = world;
        this.master = master;
        this.toolstack = toolstack;
    }

    /**
     * What {@code act} says when {@code host} does it; HOST_OFFLINE when the database holds it for dead, and
     * CANNOT_CONTACT_HOST after the tries are over. A host that hangs is waited for.
     */
    CompletionStage<SimAnswer> to(SimHost host, Supplier<SimAnswer> act) {
        if (host == master) {
            return XapiMethods.now(act.get());
        }
        if (!isLive(host)) {
            return XapiMethods.now(SimAnswer.failure("HOST_OFFLINE", host.ref()));
        }
        CompletableFuture<SimAnswer> answer = new CompletableFuture<>();
        attempt(host, act, 0, answer);
        return answer;
    }

    private void attempt(SimHost host, Supplier<SimAnswer> act, int tries, CompletableFuture<SimAnswer> answer) {
        if (world.reach(master.place(), host.address()) == Reach.OPEN) {
            if (host.toolstack().isAnswering()) {
                answer.complete(act.get());
            }
        } else if (tries == TRIES || !isLive(host)) {
            answer.complete(SimAnswer.failure("CANNOT_CONTACT_HOST", host.ref()));
        } else {
            toolstack.plan(PAUSE, () -> attempt(host, act, tries + 1, answer));
        }
    }

    private boolean isLive(SimHost host) {
        return toolstack.database().isLive(host, world.clock().now());
    }
}
