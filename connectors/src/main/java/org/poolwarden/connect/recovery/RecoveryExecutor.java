package org.poolwarden.connect.recovery;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.poolwarden.connect.pool.Instruments;
import org.poolwarden.connect.pool.PoolAccess;
import org.poolwarden.connect.pool.PoolHost;
import org.poolwarden.connect.pool.Timer;
import org.poolwarden.schema.Finding;
import org.poolwarden.schema.OutcomeResult;
import org.poolwarden.schema.PoolPolicy;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.schema.RecoveryOutcome;
import org.poolwarden.xapi.redfish.PowerSwitch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries recovery commands out: each id once, each only while the records and the world still say what the command
 * expects, one at a time in a pool and so many in a minute over all of them.
 *
 * <p>STARTED is durable before anything outside is touched. A command that was STARTED by somebody before us and has no
 * end is never repeated: what became of it is UNKNOWN, and the heartbeats tell. All methods are called on the timer's
 * thread.
 */
public final class RecoveryExecutor {

    private static final Logger LOG = LoggerFactory.getLogger(RecoveryExecutor.class);
    private static final Ending CHECKS_BEGIN = Ending.of(OutcomeResult.STARTED, "checks begin");
    private static final Ending CUT_OFF =
            Ending.of(OutcomeResult.UNKNOWN, "it was started by an executor that went away");

    private final Map<String, PoolAccess> pools;
    private final Timer timer;
    private final OutcomeJournal journal;
    private final Permits permits;
    private final Turnstile turnstile;
    private final Act acts;
    private final Map<String, RecoveryOutcome> recalled = new HashMap<>();
    private final Map<String, CompletableFuture<Void>> taken = new HashMap<>();
    private volatile boolean stopped;

    public RecoveryExecutor(
            Map<String, PoolAccess> pools,
            ExecutorSettings settings,
            Instruments instruments,
            PowerSwitch powerSwitch,
            Timer timer,
            OutcomeJournal journal) {
        this.pools = Map.copyOf(pools);
        this.timer = timer;
        this.journal = journal;
        this.permits = new Permits(pools);
        this.turnstile = new Turnstile(settings.commandsPerMinute(), timer);
        this.acts = new Acts(settings, instruments, powerSwitch, timer);
    }

    public void policy(PoolPolicy policy) {
        permits.learn(policy);
    }

    /** A finding carries the pool's epoch. */
    public void finding(Finding finding) {
        permits.learn(finding);
    }

    /** What was written before this executor began, in order: its memory. */
    public void recall(RecoveryOutcome outcome) {
        recalled.put(outcome.getCommandId(), outcome);
        if (outcome.getResult() == OutcomeResult.STARTED) {
            turnstile.begun(outcome.getAt());
        }
    }

    /** After all was recalled: ends what the executor before this one has begun, whether its command comes again or not. */
    public void settle() {
        recalled.values().stream()
                .filter(outcome -> outcome.getResult() == OutcomeResult.STARTED)
                .filter(outcome -> pools.containsKey(outcome.getPool()))
                .forEach(outcome -> taken.computeIfAbsent(
                        outcome.getCommandId(), id -> write(RecoveryOutcome.newBuilder(outcome), CUT_OFF)));
    }

    /** Nothing further is begun, called or written. May be called on any thread. */
    public void stop() {
        stopped = true;
        permits.stop();
    }

    /**
     * Takes {@code command}, unless its id was taken before.
     *
     * @return completes when its first outcome is durable, so that the command need not be read again: that may be as
     *     late as its expiry; fails when the journal does
     */
    public CompletionStage<Void> command(RecoveryCommand command) {
        CompletableFuture<Void> known = taken.get(command.getId());
        if (known != null) {
            return known;
        }
        CompletableFuture<Void> first = new CompletableFuture<>();
        taken.put(command.getId(), first);
        take(command, first);
        return first;
    }

    private void take(RecoveryCommand command, CompletableFuture<Void> first) {
        RecoveryOutcome before = recalled.get(command.getId());
        Optional<Refusal> refusal = refusal(command);
        if (before != null && before.getResult() != OutcomeResult.STARTED) {
            first.complete(null);
        } else if (before != null) {
            write(command, CUT_OFF, first);
        } else if (refusal.isPresent()) {
            write(command, ending(refusal.get()), first);
        } else {
            turnstile.enter(
                    command.getPool(),
                    command.getNotAfter(),
                    () -> begin(command, first),
                    () -> write(command, Ending.of(OutcomeResult.EXPIRED, "its turn did not come in time"), first));
        }
    }

    private Optional<Refusal> refusal(RecoveryCommand command) {
        return permits.against(command, timer.now()).or(() -> unknownHost(command));
    }

    private Optional<Refusal> unknownHost(RecoveryCommand command) {
        boolean known = Optional.ofNullable(pools.get(command.getPool()))
                .flatMap(pool -> pool.at(command.getHost()))
                .isPresent();
        return known
                ? Optional.empty()
                : Optional.of(Refusal.because(
                        "host " + command.getHost() + " of pool " + command.getPool() + " is not configured here"));
    }

    /** It may have waited: the records are looked at again. */
    private void begin(RecoveryCommand command, CompletableFuture<Void> first) {
        Optional<Refusal> refusal = refusal(command);
        if (refusal.isPresent()) {
            write(command, ending(refusal.get()), first);
            turnstile.leave(command.getPool());
            return;
        }
        turnstile.begun(timer.now());
        write(command, CHECKS_BEGIN, first)
                .thenComposeAsync(durable -> run(command), timer)
                .whenCompleteAsync(
                        (durable, lost) -> {
                            if (lost != null) {
                                LOG.error("outcome not written command={}", command.getId(), lost);
                            }
                            turnstile.leave(command.getPool());
                        },
                        timer);
    }

    private CompletionStage<Void> run(RecoveryCommand command) {
        PoolAccess pool = pools.get(command.getPool());
        PoolHost host = pool.at(command.getHost()).orElseThrow();
        return CompletableFuture.completedFuture(new Order(command, pool, host, permits, timer))
                .thenCompose(acts::run)
                .exceptionally(error -> ending(command, error))
                .thenCompose(ending -> write(command, ending));
    }

    private static Ending ending(RecoveryCommand command, Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        if (cause instanceof Refusal refusal) {
            return ending(refusal);
        }
        LOG.error("a fault of the executor command={}", command.getId(), cause);
        return Ending.of(OutcomeResult.UNKNOWN, "the executor failed: " + cause);
    }

    private static Ending ending(Refusal refusal) {
        return Ending.of(refusal.result(), refusal.getMessage());
    }

    /** A command's first outcome: {@code first} completes with it. */
    private CompletableFuture<Void> write(RecoveryCommand command, Ending ending, CompletableFuture<Void> first) {
        write(command, ending).whenComplete((durable, error) -> {
            if (error == null) {
                first.complete(null);
            } else {
                first.completeExceptionally(error);
            }
        });
        return first;
    }

    private CompletableFuture<Void> write(RecoveryCommand command, Ending ending) {
        return write(
                RecoveryOutcome.newBuilder()
                        .setCommandId(command.getId())
                        .setPool(command.getPool())
                        .setKind(command.getKind())
                        .setHost(command.getHost()),
                ending);
    }

    private CompletableFuture<Void> write(RecoveryOutcome.Builder outcome, Ending ending) {
        if (stopped) {
            return new CompletableFuture<>();
        }
        LOG.info("outcome command={} result={}: {}", outcome.getCommandId(), ending.result(), ending.detail());
        return journal.write(outcome.setResult(ending.result())
                        .setDetail(ending.detail())
                        .setRecovered(ending.recovered())
                        .setAt(timer.now())
                        .build())
                .toCompletableFuture();
    }
}
