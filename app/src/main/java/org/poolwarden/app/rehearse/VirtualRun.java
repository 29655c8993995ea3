package org.poolwarden.app.rehearse;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.poolwarden.app.timeline.Note;
import org.poolwarden.app.timeline.Notebook;
import org.poolwarden.connect.pool.PoolAccess;
import org.poolwarden.connect.pool.Rhythm;
import org.poolwarden.failover.Tolerance;
import org.poolwarden.schema.Alert;
import org.poolwarden.schema.Finding;
import org.poolwarden.schema.HostHeartbeat;
import org.poolwarden.schema.OperatorAction;
import org.poolwarden.schema.PoolPolicy;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.schema.RecoveryOutcome;
import org.poolwarden.sim.SimWorld;
import org.poolwarden.sim.VirtualClock;

/**
 * One scenario in virtual time: the simulated world, the real interviews, the real topology and the real executor, all
 * on one clock.
 */
final class VirtualRun implements Deployments, AutoCloseable {

    private static final Instant START = Instant.parse("2026-11-22T20:00:00Z");
    /** How the random numbers of the delivery differ from those of the world. */
    private static final long DELIVERY_SALT = 0x5eed;

    private static final byte[] BROKEN = {0, 0, 0, 0, 99, 1, 2, 3};

    private final Scenario scenario;
    private final VirtualClock clock = new VirtualClock(START);
    private final SimWorld world;
    private final Places places;
    private final Map<String, PoolAccess> pools = new LinkedHashMap<>();
    private final List<Note> notes = new ArrayList<>();
    private final Notebook notebook;
    private final WorldWatch watch;
    private final VirtualTopics topics;
    private final VirtualDelivery delivery;
    private final VirtualObservers observers;
    private final VirtualExecutor executor;
    private final Desk desk;
    private final Onlooker onlooker;

    VirtualRun(Scenario scenario, Path stateDir) {
        this(scenario, stateDir, Onlooker.NOBODY);
    }

    VirtualRun(Scenario scenario, Path stateDir, Onlooker onlooker) {
        this.scenario = scenario;
        this.onlooker = onlooker;
        this.world = new SimWorld(clock, scenario.seed());
        this.places = new Places(scenario.cast());
        scenario.cast().pools().forEach(plan -> pools.put(plan.name(), places.access(plan)));
        this.notebook = new Notebook(START, places.names(), notes::add);
        this.watch = new WorldWatch(world, START, scenario.expectations());
        Rhythm rhythm = new Rhythm(scenario.heartbeat(), Places.deadline(scenario.heartbeat()));
        Tolerance tolerance = new Tolerance(
                rhythm.heartbeat(), rhythm.deadline(), scenario.policy().bootAllowance());
        this.topics = new VirtualTopics(
                clock,
                tolerance,
                stateDir,
                new Readers(this::onFinding, this::onAlert, this::onCommand, this::onOutcome));
        this.delivery = new VirtualDelivery(clock, new Random(scenario.seed() ^ DELIVERY_SALT), this::append);
        this.observers =
                new VirtualObservers(clock, world, pools, rhythm, new Random(scenario.seed()), this::onHeartbeat);
        String place = scenario.cast().observers().get(0);
        this.executor = new VirtualExecutor(clock, world, place, pools, rhythm, this::append);
        this.desk = new Desk(places, this::append, this::append);
    }

    /** Plays to the end. */
    Play play() {
        scenario.cast().pools().forEach(plan -> world.add(places.spec(plan)));
        world.onChange(event -> {
            notebook.world(event);
            watch.look(clock.now());
            onlooker.world(since(clock.now()), world);
        });
        watch.look(clock.now());
        onlooker.world(Duration.ZERO, world);
        Stagehand stagehand = new Stagehand(this, new WorldStage(world, places), places, desk);
        scenario.events()
                .forEach(event -> clock.after(event.at(), () -> {
                    notebook.fault(clock.now(), event.act().toString());
                    onlooker.event(event.at(), event.act().toString());
                    stagehand.perform(event.act(), clock.now());
                }));
        desk.open(scenario);
        scenario.cast().observers().forEach(this::startObserver);
        startExecutor();
        tick(scenario.heartbeat().dividedBy(5));
        clock.advanceTo(START.plus(scenario.run()));
        watch.look(clock.now());
        return new Play(scenario.run(), scenario.cast().poolNames(), notes, watch.sights());
    }

    private static Duration since(Instant at) {
        return Duration.between(START, at);
    }

    private void tick(Duration period) {
        topics.tick();
        clock.after(period, () -> tick(period));
    }

    @Override
    public void startObserver(String observer) {
        observers.start(observer);
    }

    @Override
    public void stopObserver(String observer) {
        observers.stop(observer);
    }

    @Override
    public void shiftClock(String observer, Duration by) {
        observers.shiftClock(observer, by);
    }

    @Override
    public void startExecutor() {
        executor.start();
    }

    @Override
    public void stopExecutor() {
        executor.stop();
    }

    @Override
    public void startProcessor() {
        topics.start();
    }

    @Override
    public void crashProcessor() {
        topics.crash();
    }

    @Override
    public void poison() {
        pools.keySet().forEach(pool -> topics.append(topics.topics().heartbeats(), pool, BROKEN));
    }

    @Override
    public void duplicate(int percent) {
        delivery.duplicate(percent);
    }

    @Override
    public void delay(Duration time, int percent) {
        delivery.delay(time, percent);
    }

    private void onHeartbeat(HostHeartbeat heartbeat) {
        notebook.heartbeat(clock.now(), heartbeat);
        delivery.send(heartbeat);
    }

    private void onFinding(Instant at, Finding finding) {
        notebook.finding(at, finding);
        onlooker.finding(since(at), finding);
        executor.finding(finding);
    }

    private void onAlert(Instant at, Alert alert) {
        notebook.alert(at, alert);
        onlooker.alert(since(at), alert);
        desk.sees(alert);
    }

    private void onCommand(Instant at, RecoveryCommand command) {
        notebook.command(at, command);
        onlooker.command(since(at), command);
        executor.command(command);
    }

    private void onOutcome(Instant at, RecoveryOutcome outcome) {
        notebook.outcome(at, outcome);
        onlooker.outcome(since(at), outcome);
        executor.outcome(outcome);
    }

    private void append(HostHeartbeat heartbeat) {
        topics.append(topics.topics().heartbeats(), heartbeat.getPool(), heartbeat);
    }

    private void append(PoolPolicy policy) {
        topics.append(topics.topics().policies(), policy.getPool(), policy);
        executor.policy(policy);
        onlooker.policy(since(clock.now()), policy);
    }

    private void append(OperatorAction action) {
        topics.append(topics.topics().operatorActions(), action.getPool(), action);
        onlooker.action(since(clock.now()), action);
    }

    private void append(RecoveryOutcome outcome) {
        topics.append(topics.topics().outcomes(), outcome.getPool(), outcome);
        onOutcome(clock.now(), outcome);
    }

    @Override
    public void close() {
        topics.close();
    }
}
