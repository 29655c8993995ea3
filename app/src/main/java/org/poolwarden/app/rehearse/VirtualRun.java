package org.poolwarden.app.rehearse;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.poolwarden.connect.pool.PoolAccess;
import org.poolwarden.connect.pool.Rhythm;
import org.poolwarden.schema.Alert;
import org.poolwarden.schema.Finding;
import org.poolwarden.schema.HostHeartbeat;
import org.poolwarden.schema.OperatorAction;
import org.poolwarden.schema.PoolPolicy;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.schema.RecoveryOutcome;
import org.poolwarden.sim.VirtualClock;

/**
 * One scenario in virtual time: the simulated world, the real interviews, the real topology and the real executor, all
 * on one clock.
 */
final class VirtualRun implements Deployments, ScenarioRun {

    private static final Instant START = Instant.parse("2026-11-22T20:00:00Z");
    /** How the random numbers of the delivery differ from those of the world. */
    private static final long DELIVERY_SALT = 0x5eed;

    private final Scenario scenario;
    private final VirtualClock clock = new VirtualClock(START);
    private final Map<String, PoolAccess> pools;
    private final VirtualTopics topics;
    private final VirtualDelivery delivery;
    private final VirtualObservers observers;
    private final VirtualExecutor executor;
    private final Desk desk;
    private final Stage stage;

    VirtualRun(Scenario scenario) {
        this(scenario, Onlooker.NOBODY);
    }

    VirtualRun(Scenario scenario, Onlooker onlooker) {
        this.scenario = scenario;
        Scenery scenery = Scenery.of(scenario, clock);
        this.pools = scenery.access();
        Rhythm rhythm = scenery.rhythm();
        this.topics = new VirtualTopics(
                clock,
                scenery.tolerance(),
                new Readers(this::onFinding, this::onAlert, this::onCommand, this::onOutcome));
        this.delivery = new VirtualDelivery(clock, new Random(scenario.seed() ^ DELIVERY_SALT), this::append);
        this.observers = new VirtualObservers(
                clock, scenery.world(), pools, rhythm, new Random(scenario.seed()), this::onHeartbeat);
        String place = scenario.cast().observers().get(0);
        this.executor = new VirtualExecutor(clock, scenery.world(), place, pools, rhythm, this::append);
        this.desk = new Desk(scenery.places(), this::append, this::append);
        this.stage = new Stage(scenery, desk, this, onlooker);
    }

    @Override
    public Play play() {
        stage.begin();
        desk.open(scenario);
        scenario.cast().observers().forEach(this::startObserver);
        startExecutor();
        tick(scenario.heartbeat().dividedBy(5));
        clock.advanceTo(START.plus(scenario.run()));
        return stage.end();
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
        stage.heartbeat(heartbeat);
        delivery.send(heartbeat);
    }

    private void onFinding(Instant at, Finding finding) {
        stage.finding(finding);
        executor.finding(finding);
    }

    private void onAlert(Instant at, Alert alert) {
        stage.alert(alert);
    }

    private void onCommand(Instant at, RecoveryCommand command) {
        stage.command(command);
        executor.command(command);
    }

    private void onOutcome(Instant at, RecoveryOutcome outcome) {
        stage.outcome(outcome);
        executor.outcome(outcome);
    }

    private void append(HostHeartbeat heartbeat) {
        topics.append(topics.topics().heartbeats(), heartbeat.getPool(), heartbeat);
    }

    private void append(PoolPolicy policy) {
        topics.append(topics.topics().policies(), policy.getPool(), policy);
        executor.policy(policy);
        stage.policy(policy);
    }

    private void append(OperatorAction action) {
        topics.append(topics.topics().operatorActions(), action.getPool(), action);
        stage.action(action);
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
