package org.poolwarden.app.rehearse;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.poolwarden.connect.pool.Instruments;
import org.poolwarden.connect.pool.PoolAccess;
import org.poolwarden.connect.pool.Rhythm;
import org.poolwarden.connect.recovery.ExecutorSettings;
import org.poolwarden.connect.recovery.RecoveryExecutor;
import org.poolwarden.schema.Finding;
import org.poolwarden.schema.PoolPolicy;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.schema.RecoveryOutcome;
import org.poolwarden.sim.SimWorld;
import org.poolwarden.sim.VirtualClock;
import org.poolwarden.xapi.XapiClient;

/**
 * The real executor in virtual time, at one place of the world, and the topics that are its memory. Its machine keeps
 * good time, also where the observer's beside it does not.
 */
final class VirtualExecutor {

    private final VirtualClock clock;
    private final SimWorld world;
    private final String place;
    private final Map<String, PoolAccess> pools;
    private final Rhythm rhythm;
    private final Consumer<RecoveryOutcome> outcomeTopic;
    private final Map<String, PoolPolicy> policies = new LinkedHashMap<>();
    private final Map<String, Finding> findings = new HashMap<>();
    private final Map<String, RecoveryOutcome> outcomes = new LinkedHashMap<>();
    private final Map<String, RecoveryCommand> commands = new LinkedHashMap<>();
    private VirtualTimer timer;
    private RecoveryExecutor executor;

    /**
     * @param outcomeTopic appends to the topic of outcomes
     */
    VirtualExecutor(
            VirtualClock clock,
            SimWorld world,
            String place,
            Map<String, PoolAccess> pools,
            Rhythm rhythm,
            Consumer<RecoveryOutcome> outcomeTopic) {
        this.clock = clock;
        this.world = world;
        this.place = place;
        this.pools = pools;
        this.rhythm = rhythm;
        this.outcomeTopic = outcomeTopic;
    }

    /** Starts it with the memory that the topics give it; every command is read again, which must not matter. */
    void start() {
        if (executor != null) {
            return;
        }
        timer = new VirtualTimer(clock);
        VirtualPower power = new VirtualPower(timer, world, place);
        executor = new RecoveryExecutor(
                pools,
                ExecutorSettings.of(false, rhythm),
                new Instruments(
                        new XapiClient(new VirtualTransport(timer, world, place)),
                        power,
                        new VirtualMetrics(timer, world, place)),
                power,
                timer,
                this::journal);
        policies.values().forEach(executor::policy);
        findings.values().forEach(executor::finding);
        outcomes.values().forEach(executor::recall);
        commands.values().forEach(executor::command);
    }

    /** What it was doing ends at this instant: no answer is heard, no further step is taken. */
    void stop() {
        if (executor != null) {
            executor.stop();
            timer.close();
            executor = null;
        }
    }

    void policy(PoolPolicy policy) {
        policies.put(policy.getPool(), policy);
        deliver(running -> running.policy(policy));
    }

    void finding(Finding finding) {
        findings.put(finding.getPool(), finding);
        deliver(running -> running.finding(finding));
    }

    void command(RecoveryCommand command) {
        commands.put(command.getId(), command);
        deliver(running -> running.command(command));
    }

    /** An outcome is on its topic, whoever wrote it. */
    void outcome(RecoveryOutcome outcome) {
        outcomes.put(outcome.getCommandId(), outcome);
    }

    private void deliver(Consumer<RecoveryExecutor> record) {
        clock.after(VirtualDelivery.USUAL, () -> {
            if (executor != null) {
                record.accept(executor);
            }
        });
    }

    /** What is on its way to the topic arrives there, also when its writer has gone meanwhile. */
    private CompletionStage<Void> journal(RecoveryOutcome outcome) {
        CompletableFuture<Void> durable = new CompletableFuture<>();
        VirtualTimer writer = timer;
        clock.after(VirtualDelivery.USUAL, () -> {
            outcomeTopic.accept(outcome);
            writer.execute(() -> durable.complete(null));
        });
        return durable;
    }
}
