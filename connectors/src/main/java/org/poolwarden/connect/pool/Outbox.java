package org.poolwarden.connect.pool;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What state machines have heard and Connect has not yet taken, with the time since which it waits. */
public final class Outbox<T> {

    /** So much may wait for Kafka; then nobody should be asked for more. */
    private static final int ROOM = 1000;

    private record Waiting<T>(T item, Instant since) {}

    private final BlockingQueue<Waiting<T>> waiting = new LinkedBlockingQueue<>();
    private final Timer timer;
    private final Optional<Duration> life;

    /** Keeps whatever is put; who puts asks first whether there is room. */
    public Outbox(Timer timer) {
        this(timer, Optional.empty());
    }

    /** Keeps what nobody took for so long no longer: while Kafka is away, what says nothing any more takes no room. */
    public static <T> Outbox<T> forgetting(Duration life, Timer timer) {
        return new Outbox<>(timer, Optional.of(life));
    }

    private Outbox(Timer timer, Optional<Duration> life) {
        this.timer = timer;
        this.life = life;
    }

    public void put(T item) {
        waiting.add(new Waiting<>(item, timer.steady()));
        life.ifPresent(longest -> {
            while (behind().compareTo(longest) > 0) {
                waiting.poll();
            }
        });
    }

    public boolean hasRoom() {
        return waiting.size() < ROOM;
    }

    /**
     * Everything that waits, after at least one has come; nothing when none came within {@code patience}.
     *
     * @throws InterruptedException when Connect stops the task
     */
    public List<T> take(Duration patience) throws InterruptedException {
        Waiting<T> first = waiting.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (first == null) {
            return List.of();
        }
        List<Waiting<T>> all = new ArrayList<>(List.of(first));
        waiting.drainTo(all);
        return all.stream().map(Waiting::item).toList();
    }

    /** How long the oldest has been waiting; zero when nothing waits. */
    public Duration behind() {
        return Optional.ofNullable(waiting.peek())
                .map(oldest -> Duration.between(oldest.since, timer.steady()))
                .orElse(Duration.ZERO);
    }
}
