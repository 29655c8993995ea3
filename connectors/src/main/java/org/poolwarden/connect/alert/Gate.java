package org.poolwarden.connect.alert;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Lets one request of each pool pass at a time, in order, and so many of all pools together: a target that hangs on one
 * pool's alerts delays no other's, and one that hangs on everything holds few connections. Used on one thread.
 */
final class Gate {

    private final int most;
    private final Map<String, Deque<Runnable>> lanes = new HashMap<>();
    private final Deque<String> ready = new ArrayDeque<>();
    private int open;

    /**
     * @param most requests under way at once
     */
    Gate(int most) {
        this.most = most;
    }

    /**
     * Makes a request when its turn comes.
     *
     * @param request completes on the gate's thread and never fails
     */
    <T> CompletionStage<T> pass(String pool, Supplier<CompletionStage<T>> request) {
        CompletableFuture<T> passed = new CompletableFuture<>();
        Deque<Runnable> lane = lanes.get(pool);
        if (lane == null) {
            lane = new ArrayDeque<>();
            lanes.put(pool, lane);
            ready.add(pool);
        }
        lane.add(() -> request.get().thenAccept(answer -> {
            leave(pool);
            passed.complete(answer);
        }));
        advance();
        return passed;
    }

    /** The first of a lane stays in it while it is under way; so a lane without any is nobody's. */
    private void leave(String pool) {
        open--;
        Deque<Runnable> lane = lanes.get(pool);
        lane.remove();
        if (lane.isEmpty()) {
            lanes.remove(pool);
        } else {
            ready.add(pool);
        }
        advance();
    }

    private void advance() {
        while (open < most && !ready.isEmpty()) {
            open++;
            lanes.get(ready.remove()).element().run();
        }
    }
}
