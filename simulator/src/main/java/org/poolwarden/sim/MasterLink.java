package org.poolwarden.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * A slave's connection to its master's database: calls on it wait for as long as the master is away.
 *
 * <p>It tries again after 2, 4, 8 seconds and so on to 256; a new call cuts the pause short ({@code
 * master_connection.ml}).
 */
final class MasterLink {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(256);

    private record Waiting(Supplier<SimAnswer> question, CompletableFuture<SimAnswer> answer) {}

    private final SimWorld world;
    private final SimHost slave;
    private final PoolConf role;
    private final List<Waiting> waiting = new ArrayList<>();
    private SimClock.Cancel retry = () -> {};
    private Duration pause = FIRST_PAUSE;
    private boolean closed;

    MasterLink(SimWorld world, SimHost slave, PoolConf role) {
        this.world = world;
        this.slave = slave;
        this.role = role;
    }

    /** Answers {@code question} when the master's database can be asked; until then it hangs. */
    CompletionStage<SimAnswer> call(Supplier<SimAnswer> question) {
        CompletableFuture<SimAnswer> answer = new CompletableFuture<>();
        waiting.add(new Waiting(question, answer));
        attempt();
        return answer;
    }

    private void attempt() {
        retry.cancel();
        if (closed) {
            return;
        }
        Optional<SimHost> master = master();
        if (master.isPresent()) {
            pause = FIRST_PAUSE;
            master.get().toolstack().database().heard(slave, world.clock().now());
            List<Waiting> answered = List.copyOf(waiting);
            waiting.clear();
            answered.forEach(call -> call.answer.complete(call.question.get()));
            return;
        }
        retry = world.clock().after(pause, this::attempt);
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
    }

    /** The master that pool.conf names, if it serves this slave now. */
    Optional<SimHost> master() {
        return world.at(role.address())
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
