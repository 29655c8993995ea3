package org.poolwarden.app.rehearse;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.poolwarden.app.timeline.Note;
import org.poolwarden.app.timeline.Notebook;
import org.poolwarden.schema.Alert;
import org.poolwarden.schema.Finding;
import org.poolwarden.schema.HostHeartbeat;
import org.poolwarden.schema.OperatorAction;
import org.poolwarden.schema.PoolPolicy;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.schema.RecoveryOutcome;
import org.poolwarden.sim.SimClock;
import org.poolwarden.sim.SimWorld;

/**
 * What a run is, whether its time is virtual or real: events happen, and whatever is seen is noted at the instant at
 * which it is seen. Its times count from when it is made; everything is called on the thread of the world's clock.
 */
final class Stage {

    private final Scenario scenario;
    private final SimClock clock;
    private final SimWorld world;
    private final Instant start;
    private final List<Note> notes = new ArrayList<>();
    private final Notebook notebook;
    private final WorldWatch watch;
    private final Desk desk;
    private final Stagehand stagehand;
    private final Onlooker onlooker;
    private boolean ended;

    /**
     * @param onlooker sees each line of the timeline, and what it is about
     */
    Stage(Scenery scenery, Desk desk, Deployments deployments, Onlooker onlooker) {
        this.scenario = scenery.scenario();
        this.clock = scenery.clock();
        this.world = scenery.world();
        this.start = clock.now();
        this.desk = desk;
        this.onlooker = onlooker;
        this.notebook = new Notebook(start, scenery.places().names(), this::add);
        this.watch = new WorldWatch(world, start, scenario.expectations());
        this.stagehand = new Stagehand(deployments, new WorldStage(world, scenery.places()), scenery.places(), desk);
    }

    /** What is seen after the end is no part of the play. */
    private void add(Note note) {
        if (!ended) {
            notes.add(note);
            onlooker.note(note);
        }
    }

    /** The scenario's time begins to pass, and its events with it. */
    void begin() {
        world.onChange(event -> {
            notebook.world(event);
            watch.look(clock.now());
            onlooker.world(now(), world);
        });
        watch.look(start);
        onlooker.world(Duration.ZERO, world);
        scenario.events().forEach(event -> clock.after(event.at(), () -> happen(event)));
    }

    private void happen(Event event) {
        notebook.fault(clock.now(), event.act().toString());
        onlooker.event(event.at(), event.act().toString());
        stagehand.perform(event.act(), clock.now());
    }

    /** What has been played until now. */
    Play end() {
        watch.look(clock.now());
        ended = true;
        return new Play(scenario.run(), scenario.cast().poolNames(), notes, watch.sights());
    }

    private Duration now() {
        return Duration.between(start, clock.now());
    }

    void heartbeat(HostHeartbeat heartbeat) {
        notebook.heartbeat(clock.now(), heartbeat);
    }

    void finding(Finding finding) {
        notebook.finding(clock.now(), finding);
        onlooker.finding(now(), finding);
    }

    void alert(Alert alert) {
        notebook.alert(clock.now(), alert);
        onlooker.alert(now(), alert);
        desk.sees(alert);
    }

    void command(RecoveryCommand command) {
        notebook.command(clock.now(), command);
        onlooker.command(now(), command);
    }

    void outcome(RecoveryOutcome outcome) {
        notebook.outcome(clock.now(), outcome);
        onlooker.outcome(now(), outcome);
    }

    void policy(PoolPolicy policy) {
        onlooker.policy(now(), policy);
    }

    void action(OperatorAction action) {
        onlooker.action(now(), action);
    }
}
