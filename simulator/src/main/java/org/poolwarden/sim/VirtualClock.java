package org.poolwarden.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.PriorityQueue;

/** A clock that stands still until it is advanced. What is due at one instant runs in the order it was asked for. */
public final class VirtualClock implements SimClock {

    private static final class Task implements Cancel, Comparable<Task> {
        private final Instant at;
        private final long order;
        private Runnable action;

        private Task(Instant at, long order, Runnable action) {
            this.at = at;
            this.order = order;
            this.action = action;
        }

        @Override
        public void cancel() {
            action = () -> {};
        }

        @Override
        public int compareTo(Task other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    private final PriorityQueue<Task> tasks = new PriorityQueue<>();
    private Instant now;
    private long order;

    public VirtualClock(Instant start) {
        this.now = start;
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public Cancel after(Duration delay, Runnable action) {
        Task task = new Task(now.plus(delay.isNegative() ? Duration.ZERO : delay), order++, action);
        tasks.add(task);
        return task;
    }

    /** When the next task is due; empty when nothing is planned. */
    public Optional<Instant> nextAt() {
        return Optional.ofNullable(tasks.peek()).map(task -> task.at);
    }

    /** Runs everything that is due until {@code end}, this included, and stands there. */
    public void advanceTo(Instant end) {
        while (!tasks.isEmpty() && !tasks.peek().at.isAfter(end)) {
            Task task = tasks.poll();
            now = task.at;
            task.action.run();
        }
        now = end;
    }
}
