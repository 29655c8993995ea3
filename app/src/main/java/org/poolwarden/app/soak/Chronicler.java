package org.poolwarden.app.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.poolwarden.app.rehearse.Onlooker;
import org.poolwarden.schema.Alert;
import org.poolwarden.schema.Finding;
import org.poolwarden.schema.OperatorAction;
import org.poolwarden.schema.PoolPolicy;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.schema.RecoveryOutcome;
import org.poolwarden.sim.SimPool;
import org.poolwarden.sim.SimWorld;

/** Writes down what is said and what is so. */
final class Chronicler implements Onlooker {

    private final List<Told<String>> events = new ArrayList<>();
    private final List<Scene> scenes = new ArrayList<>();
    private final Map<String, Scene> last = new HashMap<>();
    private final List<Told<PoolPolicy>> policies = new ArrayList<>();
    private final List<Told<OperatorAction>> actions = new ArrayList<>();
    private final List<Told<Finding>> findings = new ArrayList<>();
    private final List<Told<Alert>> alerts = new ArrayList<>();
    private final List<Told<RecoveryCommand>> commands = new ArrayList<>();
    private final List<Told<RecoveryOutcome>> outcomes = new ArrayList<>();

    Chronicle chronicle(Duration run) {
        return new Chronicle(run, events, scenes, policies, actions, findings, alerts, commands, outcomes);
    }

    @Override
    public void world(Duration at, SimWorld world) {
        for (SimPool pool : world.pools()) {
            Scene scene = Scene.of(at, pool);
            Scene before = last.put(pool.name(), scene);
            if (before == null || !scene.isLike(before)) {
                scenes.add(scene);
            }
        }
    }

    @Override
    public void event(Duration at, String act) {
        events.add(new Told<>(at, act));
    }

    @Override
    public void policy(Duration at, PoolPolicy policy) {
        policies.add(new Told<>(at, policy));
    }

    @Override
    public void action(Duration at, OperatorAction action) {
        actions.add(new Told<>(at, action));
    }

    @Override
    public void finding(Duration at, Finding finding) {
        findings.add(new Told<>(at, finding));
    }

    @Override
    public void alert(Duration at, Alert alert) {
        alerts.add(new Told<>(at, alert));
    }

    @Override
    public void command(Duration at, RecoveryCommand command) {
        commands.add(new Told<>(at, command));
    }

    @Override
    public void outcome(Duration at, RecoveryOutcome outcome) {
        outcomes.add(new Told<>(at, outcome));
    }
}
