package org.poolwarden.connect.recovery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import org.poolwarden.connect.pool.Timer;

/**
 * Lets commands begin: one at a time in each pool, and so many in a minute over all of them, in the order in which they
 * came. What has to wait does so until its expiry. Used on the timer's thread only.
 */
final class Turnstile {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** A command before the turnstile. Two are never the same, whatever they say. */
    private static final class Waiting {
        private final String pool;
        private final Runnable begin;

        Waiting(String pool, Runnable begin) {
            this.pool = pool;
            this.begin = begin;
        }
    }

    private final int perMinute;
    private final Timer timer;
    private final List<Waiting> queue = new ArrayList<>();
    private final Set<String> busy = new HashSet<>();
    /** By the steady clock: a minute is a duration. */
    private final PriorityQueue<Instant> starts = new PriorityQueue<>();

    private Timer.Cancellable wake = () -> {};

    Turnstile(int perMinute, Timer timer) {
        this.perMinute = perMinute;
        this.timer = timer;
    }

    /**
     * @param begin is run when it is this command's turn, maybe at once; the pool is busy from then on
     * @param expire is run instead when that has not come to pass by {@code notAfter}
     */
    void enter(String pool, Instant notAfter, Runnable begin, Runnable expire) {
        Waiting waiting = new Waiting(pool, begin);
        queue.add(waiting);
        pass();
        if (queue.contains(waiting)) {
            timer.after(Duration.between(timer.now(), notAfter), () -> {
                if (queue.remove(waiting)) {
                    expire.run();
                }
            });
        }
    }

    /** A command was begun at {@code at}, by this executor or by the one before it. */
    void begun(Instant at) {
        Duration ago = Duration.between(at, timer.now());
        starts.add(timer.steady().minus(ago.isNegative() ? Duration.ZERO : ago));
    }

    /** Nothing is in flight in {@code pool} any more. */
    void leave(String pool) {
        busy.remove(pool);
        pass();
    }

    private void pass() {
        for (Optional<Waiting> next = next(); next.isPresent(); next = next()) {
            Waiting turn = next.get();
            queue.remove(turn);
            busy.add(turn.pool);
            turn.begin.run();
        }
    }

    private Optional<Waiting> next() {
        while (!starts.isEmpty() && !starts.peek().plus(MINUTE).isAfter(timer.steady())) {
            starts.poll();
        }
        if (queue.isEmpty() || starts.size() < perMinute) {
            return queue.stream()
                    .filter(waiting -> !busy.contains(waiting.pool))
                    .findFirst();
        }
        wake.cancel();
        wake = timer.after(Duration.between(timer.steady(), starts.peek().plus(MINUTE)), this::pass);
        return Optional.empty();
    }
}
