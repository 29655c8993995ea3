package org.poolwarden.connect.pool;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Time, and the one thread on which state machines run: answers come back on it too. In a rehearsal it is virtual.
 */
public interface Timer extends Executor {

    /** The observer's clock. Somebody may set it, so two readings are no duration. */
    Instant now();

    /** What {@link #now} would be had nobody set the clock since the timer began. Two readings are a duration. */
    Instant steady();

    Cancellable after(Duration delay, Runnable action);

    /** Completes after {@code delay}. */
    default CompletionStage<Void> pause(Duration delay) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        after(delay, () -> over.complete(null));
        return over;
    }

    /** Takes back what has not yet run. */
    interface Cancellable {
        void cancel();
    }
}
