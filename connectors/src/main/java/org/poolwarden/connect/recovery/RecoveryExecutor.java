package org.poolwarden.connect.recovery;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.poolwarden.connect.pool.PoolAccess;
import org.poolwarden.connect.pool.PoolHost;
import org.poolwarden.connect.pool.Timer;
import org.poolwarden.schema.Finding;
import org.poolwarden.schema.OutcomeResult;
import org.poolwarden.schema.PoolPolicy;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.schema.RecoveryOutcome;
import org.poolwarden.xapi.XapiClient;
import org.poolwarden.xapi.redfish.PowerReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries recovery commands out: each id once, each only while the records and the world still say what the command
 * expects.
 *
 * <p>STARTED is durable before anything outside is touched. A command that was STARTED by somebody before us and has no
 * end is never repeated: what became of it is UNKNOWN, and the heartbeats tell. All methods are called on the timer's
 * thread.
 */
public final class RecoveryExecutor {

    private static final Logger LOG = LoggerFactory.getLogger(RecoveryExecutor.class);

    private final Map<String, PoolAccess> pools;
    private final Timer timer;
    private final OutcomeJournal journal;
    private final Permits permits = new Permits();
    private final Map<String, RecoveryOutcome> recalled = new HashMap<>();
    private final Set<String> taken = new HashSet<>();
    private final Promotion promotion;
    private final SlaveRecovery slaveRecovery;
    private boolean stopped;

    public RecoveryExecutor(
            Map<String, PoolAccess> pools,
            ExecutorSettings settings,
            XapiClient client,
            PowerReader power,
            Timer timer,
            OutcomeJournal journal) {
        this.pools = Map.copyOf(pools);
        this.timer = timer;
        this.journal = journal;
        Preconditions preconditions = new Preconditions(settings.rhythm(), client, power, timer);
        this.promotion = new Promotion(settings, client, preconditions, timer);
        this.slaveRecovery = new SlaveRecovery(settings, client, timer);
    }

    public void policy(PoolPolicy policy) {
        permits.learn(policy);
    }

    /** A finding carries the pool's epoch. */
    public void finding(Finding finding) {
        permits.learn(finding);
    }

    /** What was written before this executor began: its memory. */
    public void recall(RecoveryOutcome outcome) {
        recalled.put(outcome.getCommandId(), outcome);
    }

    /** Nothing further is begun or written. */
    public void stop() {
        stopped = true;
    }

    /**
     * Takes {@code command}, unless its id was taken before.
     *
     * @return completes when its first outcome is durable, so that the command need not be read again; fails when the
     *     journal does
     */
    public CompletionStage<Void> command(RecoveryCommand command) {
        if (!taken.add(command.getId())) {
            return CompletableFuture.completedFuture(null);
        }
        RecoveryOutcome before = recalled.get(command.getId());
        if (before != null) {
            return before.getResult() == OutcomeResult.STARTED
                    ? write(command, Ending.of(OutcomeResult.UNKNOWN, "it was started by an executor that went away"))
                    : CompletableFuture.completedFuture(null);
        }
        Optional<Refusal> refusal = permits.against(command, timer.now()).or(() -> unknownHost(command));
        if (refusal.isPresent()) {
            return write(command, ending(refusal.get()));
        }
        return write(command, Ending.of(OutcomeResult.STARTED, "checks begin")).thenRunAsync(() -> run(command), timer);
    }

    private Optional<Refusal> unknownHost(RecoveryCommand command) {
        boolean known = Optional.ofNullable(pools.get(command.getPool()))
                .flatMap(pool -> pool.at(command.getHost()))
                .isPresent();
        return known
                ? Optional.empty()
                : Optional.of(new Refusal(
                        OutcomeResult.REFUSED,
                        "host " + command.getHost() + " of pool " + command.getPool() + " is not configured here"));
    }

    private void run(RecoveryCommand command) {
        if (stopped) {
            return;
        }
        PoolAccess pool = pools.get(command.getPool());
        PoolHost host = pool.at(command.getHost()).orElseThrow();
        act(pool, host, command)
                .exceptionally(RecoveryExecutor::ending)
                .thenCompose(ending -> write(command, ending))
                .exceptionally(lost -> {
                    LOG.error("outcome not written command={}", command.getId(), lost);
                    return null;
                });
    }

    private CompletionStage<Ending> act(PoolAccess pool, PoolHost host, RecoveryCommand command) {
        Runnable lastLook = () -> permits.against(command, timer.now()).ifPresent(refusal -> {
            throw refusal;
        });
        try {
            return switch (command.getKind()) {
                case PROMOTE -> promotion.run(pool, host, command, lastLook);
                case RECOVER_SLAVES -> slaveRecovery.run(pool, host, command, lastLook);
                case FENCE, REPOINT, DECLARE_DEAD, START_VMS, DESIGNATE, UNSPECIFIED -> throw new Refusal(
                        OutcomeResult.REFUSED, "this executor does not carry out " + command.getKind());
            };
        } catch (Refusal refusal) {
            return CompletableFuture.failedFuture(refusal);
        }
    }

    private static Ending ending(Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        return cause instanceof Refusal refusal
                ? Ending.of(refusal.result(), refusal.getMessage())
                : Ending.of(OutcomeResult.UNKNOWN, "the executor failed: " + cause);
    }

    private CompletionStage<Void> write(RecoveryCommand command, Ending ending) {
        if (stopped) {
            return CompletableFuture.completedFuture(null);
        }
        LOG.info("outcome command={} result={}: {}", command.getId(), ending.result(), ending.detail());
        return journal.write(RecoveryOutcome.newBuilder()
                .setCommandId(command.getId())
                .setPool(command.getPool())
                .setKind(command.getKind())
                .setHost(command.getHost())
                .setResult(ending.result())
                .setDetail(ending.detail())
                .setRecovered(ending.recovered().isEmpty() ? List.of() : ending.recovered())
                .setAt(timer.now())
                .build());
    }
}
