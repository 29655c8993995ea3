package org.poolwarden.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * A slave's connection to its master's database: calls on it wait for as long as the master is away.
 *
 * <p>It tries again after 2, 4, 8 seconds and so on to 256; only a call of {@code pool.is_slave} cuts the pause short
 * ({@code master_connection.ml}). As hosts are set up it never gives up.
 */
final class MasterLink {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(256);

    private record Waiting(Supplier<SimAnswer> question, CompletableFuture<SimAnswer> answer) {}

    private final SimWorld world;
    private final SimHost slave;
    private final PoolConf role;
    private final Runnable giveUp;
    private final List<Waiting> waiting = new ArrayList<>();
    private Optional<Instant> lostAt = Optional.empty();
    private SimClock.Cancel retry = () -> {};
    private Duration pause = FIRST_PAUSE;
    private boolean closed;

    /**
     * @param giveUp what the process does after {@code master_connection_retry_timeout}, where that is set
     */
    MasterLink(SimWorld world, SimHost slave, PoolConf role, Runnable giveUp) {
        this.world = world;
        this.slave = slave;
        this.role = role;
        this.giveUp = giveUp;
    }

    /** Answers {@code question} when the master's database can be asked; until then it hangs. */
    CompletionStage<SimAnswer> call(Supplier<SimAnswer> question) {
        CompletableFuture<SimAnswer> answer = new CompletableFuture<>();
        waiting.add(new Waiting(question, answer));
        use();
        return answer;
    }

    /** As {@link #call}, and the connection is tried at once. */
    CompletionStage<SimAnswer> kick(Supplier<SimAnswer> question) {
        CompletableFuture<SimAnswer> answer = new CompletableFuture<>();
        waiting.add(new Waiting(question, answer));
        attempt();
        return answer;
    }

    /** What a slave's own work does all the time: it needs the database, and so finds out that it is gone. */
    void use() {
        if (lostAt.isEmpty()) {
            attempt();
        }
    }

    private void attempt() {
        retry.cancel();
        if (closed) {
            return;
        }
        if (master().isPresent()) {
            pause = FIRST_PAUSE;
            lostAt = Optional.empty();
            List<Waiting> answered = List.copyOf(waiting);
            waiting.clear();
            answered.forEach(call -> call.answer.complete(call.question.get()));
            return;
        }
        Instant now = world.clock().now();
        lostAt = lostAt.or(() -> Optional.of(now));
        Instant since = lostAt.orElseThrow();
        boolean isTooLong = slave.pool()
                .spec()
                .timing()
                .masterRetry()
                .filter(most -> !since.plus(most).isAfter(now))
                .isPresent();
        if (isTooLong) {
            giveUp.run();
            return;
        }
        retry = world.clock().after(pause, this::attempt);
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
    }

    /** The master that pool.conf names, if it serves this slave now; a master has none. */
    Optional<SimHost> master() {
        return role.master()
                .flatMap(world::at)
                .filter(master -> world.reach(slave.place(), master.address()) == Reach.OPEN)
                .filter(master ->
                        master.toolstack().isAnswering() && master.toolstack().isMaster());
    }

    void close() {
        closed = true;
        retry.cancel();
        waiting.clear();
    }
}
