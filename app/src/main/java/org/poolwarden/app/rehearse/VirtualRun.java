package org.poolwarden.app.rehearse;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.poolwarden.app.timeline.Note;
import org.poolwarden.app.timeline.Notebook;
import org.poolwarden.connect.heartbeat.Observer;
import org.poolwarden.connect.heartbeat.PoolInterviewer;
import org.poolwarden.connect.heartbeat.Surroundings;
import org.poolwarden.connect.pool.Instruments;
import org.poolwarden.connect.pool.PoolAccess;
import org.poolwarden.connect.pool.Rhythm;
import org.poolwarden.connect.recovery.ExecutorSettings;
import org.poolwarden.connect.recovery.RecoveryExecutor;
import org.poolwarden.failover.Tolerance;
import org.poolwarden.schema.Finding;
import org.poolwarden.schema.HostHeartbeat;
import org.poolwarden.schema.OperatorAction;
import org.poolwarden.schema.PoolPolicy;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.schema.RecoveryOutcome;
import org.poolwarden.sim.SimHost;
import org.poolwarden.sim.SimWorld;
import org.poolwarden.sim.VirtualClock;
import org.poolwarden.xapi.XapiClient;

/**
 * One scenario in virtual time: the simulated world, the real interviews, the real topology and the real executor, all
 * on one clock.
 */
final class VirtualRun implements AutoCloseable {

    private static final Instant START = Instant.parse("2026-11-22T20:00:00Z");
    /** From a writer to a reader of a topic. */
    private static final Duration DELIVERY = Duration.ofMillis(20);

    private final Scenario scenario;
    private final VirtualClock clock = new VirtualClock(START);
    private final VirtualTimer timer = new VirtualTimer(clock);
    private final SimWorld world;
    private final Places places;
    private final List<Note> notes = new ArrayList<>();
    private final Notebook notebook;
    private final VirtualTopics topics;
    private final Desk desk;
    private final Rhythm rhythm;
    private final Random random;
    private final Map<String, PoolAccess> pools = new LinkedHashMap<>();
    private final Map<String, Map<String, PoolInterviewer>> interviewers = new HashMap<>();
    private final Map<String, PoolPolicy> policies = new HashMap<>();
    private final Map<String, Finding> findings = new HashMap<>();
    private final Map<String, RecoveryOutcome> outcomes = new LinkedHashMap<>();
    private final Map<String, RecoveryCommand> commands = new LinkedHashMap<>();
    private final Map<WorldQuestion, NavigableMap<Duration, Sight>> sights = new HashMap<>();
    private RecoveryExecutor executor;
    private long incarnations;

    VirtualRun(Scenario scenario, Path stateDir) {
        this.scenario = scenario;
        this.random = new Random(scenario.seed());
        this.world = new SimWorld(clock, scenario.seed());
        this.places = new Places(scenario.cast());
        this.notebook = new Notebook(START, places.names(), notes::add);
        this.rhythm = new Rhythm(scenario.heartbeat(), Places.deadline(scenario.heartbeat()));
        Tolerance tolerance = new Tolerance(
                rhythm.heartbeat(), rhythm.deadline(), scenario.policy().bootAllowance());
        this.topics = new VirtualTopics(
                START,
                tolerance,
                stateDir,
                new Readers(this::onFinding, notebook::alert, this::onCommand, this::onOutcome));
        this.desk = new Desk(places, this::append, this::append);
    }

    /** Plays to the end. */
    Play play() {
        scenario.cast().pools().forEach(plan -> {
            world.add(places.spec(plan));
            pools.put(plan.name(), places.access(plan));
        });
        world.onChange(event -> {
            notebook.world(event);
            look();
        });
        look();
        Stagehand stagehand = new Stagehand(this, world, places, desk);
        scenario.events()
                .forEach(event -> clock.after(event.at(), () -> {
                    notebook.fault(clock.now(), event.act().toString());
                    stagehand.perform(event.act(), clock.now());
                }));
        desk.open(scenario, START);
        scenario.cast().observers().forEach(this::startObserver);
        startExecutor();
        tick(scenario.heartbeat().dividedBy(5));
        clock.advanceTo(START.plus(scenario.run()));
        return new Play(scenario.run(), scenario.cast().poolNames(), notes, sights);
    }

    private void tick(Duration period) {
        topics.advanceTo(clock.now());
        clock.after(period, () -> tick(period));
    }

    void startObserver(String observer) {
        Instruments instruments = new Instruments(
                new XapiClient(new VirtualTransport(clock, world, observer)),
                new VirtualPower(clock, world, observer),
                new VirtualMetrics(clock, world, observer));
        incarnations++;
        Observer self = new Observer(observer, incarnations, Surroundings.withoutWitnesses());
        Map<String, PoolInterviewer> started = new HashMap<>();
        pools.forEach((name, pool) -> {
            PoolInterviewer interviewer =
                    new PoolInterviewer(pool, self, rhythm, instruments, timer, this::onHeartbeat);
            interviewer.start(
                    Duration.ofMillis(random.nextInt((int) rhythm.heartbeat().toMillis())));
            started.put(name, interviewer);
        });
        interviewers.put(observer, started);
    }

    void stopObserver(String observer) {
        interviewers.getOrDefault(observer, Map.of()).values().forEach(PoolInterviewer::stop);
    }

    /** An executor with the memory that the topics give it, at the first observer's place. */
    void startExecutor() {
        String place = scenario.cast().observers().get(0);
        VirtualPower power = new VirtualPower(clock, world, place);
        executor = new RecoveryExecutor(
                pools,
                ExecutorSettings.of(false, rhythm),
                new Instruments(
                        new XapiClient(new VirtualTransport(clock, world, place)),
                        power,
                        new VirtualMetrics(clock, world, place)),
                power,
                timer,
                this::journal);
        policies.values().forEach(executor::policy);
        findings.values().forEach(executor::finding);
        outcomes.values().forEach(executor::recall);
        commands.values().forEach(executor::command);
    }

    void stopExecutor() {
        executor.stop();
    }

    void poison() {
        pools.keySet()
                .forEach(pool -> topics.appendBytes(
                        topics.topics().heartbeats(), pool, new byte[] {0, 0, 0, 0, 99, 1, 2, 3}, clock.now()));
    }

    private void onHeartbeat(HostHeartbeat heartbeat) {
        clock.after(DELIVERY, () -> {
            notebook.heartbeat(clock.now(), heartbeat);
            topics.append(topics.topics().heartbeats(), heartbeat.getPool(), heartbeat, clock.now());
        });
    }

    private CompletionStage<Void> journal(RecoveryOutcome outcome) {
        CompletableFuture<Void> durable = new CompletableFuture<>();
        clock.after(DELIVERY, () -> {
            topics.append(topics.topics().outcomes(), outcome.getPool(), outcome, clock.now());
            onOutcome(clock.now(), outcome);
            durable.complete(null);
        });
        return durable;
    }

    private void onFinding(Instant at, Finding finding) {
        notebook.finding(at, finding);
        findings.put(finding.getPool(), finding);
        clock.after(DELIVERY, () -> executor.finding(finding));
    }

    private void onCommand(Instant at, RecoveryCommand command) {
        notebook.command(at, command);
        commands.put(command.getId(), command);
        clock.after(DELIVERY, () -> executor.command(command));
    }

    private void onOutcome(Instant at, RecoveryOutcome outcome) {
        notebook.outcome(at, outcome);
        outcomes.put(outcome.getCommandId(), outcome);
    }

    private void append(Instant at, PoolPolicy policy) {
        policies.put(policy.getPool(), policy);
        topics.append(topics.topics().policies(), policy.getPool(), policy, at);
        clock.after(DELIVERY, () -> executor.policy(policy));
    }

    private void append(Instant at, OperatorAction action) {
        topics.append(topics.topics().operatorActions(), action.getPool(), action, at);
    }

    /** Looks at the world once for each question that an expectation asks. */
    private void look() {
        Duration at = Duration.between(START, clock.now());
        scenario.expectations().stream()
                .filter(Shows.class::isInstance)
                .map(Shows.class::cast)
                .flatMap(shows -> shows.questions().stream())
                .distinct()
                .forEach(question -> sights.computeIfAbsent(question, asked -> new TreeMap<>())
                        .put(at, sight(question)));
    }

    private Sight sight(WorldQuestion question) {
        return switch (question.kind()) {
            case MASTERS -> Sight.of(world.pools().stream()
                    .filter(pool -> pool.name().equals(question.pool()))
                    .flatMap(pool -> pool.masters().stream())
                    .map(SimHost::name)
                    .toList());
            case FOLLOWERS_OF -> {
                SimHost master = world.host(question.host().orElseThrow().toString());
                yield Sight.of(master.pool().followersOf(master).stream()
                        .map(SimHost::name)
                        .toList());
            }
            case RUNNING_VMS -> Sight.of(
                    world.host(question.host().orElseThrow().toString())
                            .runningVms()
                            .size());
            case DOUBLE_WRITERS -> Sight.of(world.doubleWriters());
        };
    }

    @Override
    public void close() {
        topics.close();
    }
}
