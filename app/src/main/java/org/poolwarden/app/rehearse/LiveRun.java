package org.poolwarden.app.rehearse;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.poolwarden.app.embedded.EmbeddedStack;
import org.poolwarden.app.embedded.Parts;
import org.poolwarden.app.embedded.Ports;
import org.poolwarden.app.run.StartException;
import org.poolwarden.app.timeline.Watcher;
import org.poolwarden.schema.OperatorAction;
import org.poolwarden.schema.PoolPolicy;
import org.poolwarden.schema.topic.Topics;
import org.poolwarden.sim.RealClock;

/**
 * One scenario in real time on the embedded stack: hosts answer over HTTPS on loopback, real connectors ask, records
 * pass a real broker.
 *
 * <p>Its time begins when everything stands and the observers are told to look, as in virtual time: policies are written
 * and the executor runs by then. What a consumer of the topics has read by the end is what is judged, and at the instant
 * at which it was read, so that the commit and the way are in every time.
 */
final class LiveRun implements ScenarioRun {

    private final Scenario scenario;
    private final Path dir;
    private final Onlooker onlooker;
    private final RealClock clock = new RealClock();
    private final Scenery scenery;
    private final LiveDelays delays = new LiveDelays();
    private final CompletableFuture<Play> end = new CompletableFuture<>();
    private final Parts parts = new Parts();
    private EmbeddedStack stack;
    private LiveTopics topics;
    private Stage stage;

    /**
     * @param dir for the data of all parts; new
     */
    LiveRun(Scenario scenario, Path dir, Onlooker onlooker) {
        this.scenario = scenario;
        this.dir = dir;
        this.onlooker = onlooker;
        this.scenery = Scenery.of(scenario, clock);
        parts.add(clock);
    }

    @Override
    public Play play() throws StartException, InterruptedException {
        Instant called = clock.now();
        LiveConnectors connectors = parts.add(LiveConnectors.open(scenery));
        stack = parts.add(EmbeddedStack.start(dir, Ports.free(), scenery.tolerance(), started -> {}));
        connectors.create(stack);
        topics = parts.add(new LiveTopics(stack, end::completeExceptionally));
        Desk desk = new Desk(scenery.places(), this::append, this::append);
        desk.open(scenario);
        topics.flush();
        Watcher watcher = parts.add(watcher());
        LiveDeployments deployments = parts.add(new LiveDeployments(
                connectors, scenario.cast().observers(), this::poison, delays, end::completeExceptionally));
        onlooker.remark(String.format(
                Locale.ROOT,
                "the embedded stack and %d connectors stood after %.1f s; times count from then on",
                scenario.cast().observers().size() + 1,
                Duration.between(called, clock.now()).toMillis() / 1000.0));
        clock.after(Duration.ZERO, () -> begin(desk, deployments));
        watcher.start();
        Play play = awaitEnd();
        delays.sentences().forEach(onlooker::remark);
        return play;
    }

    /** Events of the first instant come before the first look, as they do in virtual time. */
    private void begin(Desk desk, LiveDeployments deployments) {
        stage = new Stage(scenery, desk, deployments, onlooker);
        stage.begin();
        clock.after(Duration.ZERO, deployments::open);
        clock.after(scenario.run(), () -> end.complete(stage.end()));
    }

    private Watcher watcher() {
        Topics read = stack.topics();
        return new Watcher(stack.bootstrap(), stack.codec())
                .on(read.heartbeats(), noted(delays::heartbeat, heartbeat -> stage.heartbeat(heartbeat)))
                .on(read.findings(), noted(delays::decision, finding -> stage.finding(finding)))
                .on(read.alerts(), noted(delays::decision, alert -> stage.alert(alert)))
                .on(read.commands(), noted(delays::decision, command -> stage.command(command)))
                .on(read.outcomes(), noted(delays::decision, outcome -> stage.outcome(outcome)));
    }

    /** A consumer reads on its own thread; what it has read is noted on the world's, where the run has begun by then. */
    private <V> BiConsumer<Instant, V> noted(Consumer<Duration> delay, Consumer<V> reader) {
        return (appended, value) -> {
            delay.accept(Duration.between(appended, clock.now()));
            clock.after(Duration.ZERO, () -> reader.accept(value));
        };
    }

    private Play awaitEnd() throws StartException, InterruptedException {
        try {
            return end.get();
        } catch (ExecutionException e) {
            throw new StartException(
                    "the embedded stack failed: " + e.getCause().getMessage(), e.getCause());
        }
    }

    private void append(PoolPolicy policy) {
        topics.append(stack.topics().policies(), policy.getPool(), policy);
    }

    private void append(OperatorAction action) {
        topics.append(stack.topics().operatorActions(), action.getPool(), action);
    }

    private void poison() {
        scenario.cast()
                .poolNames()
                .forEach(pool -> topics.append(stack.topics().heartbeats(), pool, Deployments.BROKEN));
    }

    @Override
    public void close() {
        parts.close();
    }
}
