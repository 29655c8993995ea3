package org.poolwarden.app.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.poolwarden.failover.Tolerance;
import org.poolwarden.schema.PoolPolicy;

/** Judges pools again, several at once. What comes of one depends on no other, so their order is that of the histories. */
public final class Rejudging {

    private final Window window;
    private final Tolerance tolerance;
    private final Optional<WhatIf> whatIf;

    /**
     * @param tolerance the processors' bounds, which are taken to be what they were then
     * @param policy makes another policy of each that stood; empty when none is asked for
     */
    public Rejudging(Window window, Tolerance tolerance, Optional<UnaryOperator<PoolPolicy>> policy) {
        this.window = window;
        this.tolerance = tolerance;
        this.whatIf = policy.map(other -> new WhatIf(tolerance, window, other));
    }

    /** One for each history, in their order. */
    public List<Rejudged> all(List<PoolHistory> histories, int threads) throws InterruptedException {
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            List<Rejudged> all = new ArrayList<>();
            List<Future<Rejudged>> futures = workers.invokeAll(histories.stream()
                    .<Callable<Rejudged>>map(history -> () -> Rejudged.of(history, window, tolerance, whatIf))
                    .toList());
            for (Future<Rejudged> one : futures) {
                all.add(one.get());
            }
            return all;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a pool could not be judged again", e.getCause());
        } finally {
            workers.shutdownNow();
        }
    }
}
