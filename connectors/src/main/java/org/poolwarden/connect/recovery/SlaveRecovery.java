package org.poolwarden.connect.recovery;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.poolwarden.connect.pool.PoolAccess;
import org.poolwarden.connect.pool.PoolHost;
import org.poolwarden.connect.pool.Timer;
import org.poolwarden.schema.OutcomeResult;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.xapi.Connection;
import org.poolwarden.xapi.TaskRecord;
import org.poolwarden.xapi.XapiClient;
import org.poolwarden.xapi.XapiException;
import org.poolwarden.xapi.XapiSession;

/** RECOVER_SLAVES: {@code Async.pool.recover_slaves} on the new master, and its task followed to the end. */
final class SlaveRecovery {

    private final ExecutorSettings settings;
    private final XapiClient client;
    private final Timer timer;

    SlaveRecovery(ExecutorSettings settings, XapiClient client, Timer timer) {
        this.settings = settings;
        this.client = client;
        this.timer = timer;
    }

    CompletionStage<Ending> run(PoolAccess pool, PoolHost master, RecoveryCommand command, Runnable lastLook) {
        if (command.getExpected().isEmpty()) {
            return ended(Ending.of(OutcomeResult.ACCEPTED, "skipped: no slave is expected to follow"));
        }
        return client.login(
                        master.endpoint(), pool.credentials(), settings.rhythm().deadline(), Connection.FRESH)
                .handleAsync(
                        (session, error) -> {
                            if (error != null) {
                                XapiException trouble = XapiException.of(error);
                                throw new Refusal(
                                        OutcomeResult.REFUSED,
                                        master.name() + " does not answer as master: " + trouble.getMessage());
                            }
                            return onMaster(session, lastLook);
                        },
                        timer)
                .thenCompose(ending -> ending);
    }

    private CompletionStage<Ending> onMaster(XapiSession session, Runnable lastLook) {
        lastLook.run();
        CompletionStage<Ending> ending = settings.dryRun()
                ? ended(Ending.of(OutcomeResult.DRY_RUN, "every check passed; would call pool.recover_slaves"))
                : act(session);
        return ending.whenComplete(
                (said, error) -> client.logout(session, settings.rhythm().deadline()));
    }

    private CompletionStage<Ending> act(XapiSession session) {
        Instant until = timer.now().plus(settings.taskPatience());
        return client.recoverSlaves(session, settings.actionDeadline())
                .handleAsync(
                        (task, error) -> error == null
                                ? follow(session, task, until)
                                : ended(Ending.afterAct(XapiException.of(error))),
                        timer)
                .thenCompose(ending -> ending);
    }

    private CompletionStage<Ending> follow(XapiSession session, String task, Instant until) {
        return client.task(session, task, settings.rhythm().deadline())
                .handleAsync(
                        (record, error) -> {
                            boolean running = error == null && record.isPending();
                            if (running && timer.now().isBefore(until)) {
                                return later(session, task, until);
                            }
                            return error == null && !running
                                    ? finished(session, record)
                                    : ended(Ending.of(OutcomeResult.UNKNOWN, "the task was lost or did not end"));
                        },
                        timer)
                .thenCompose(ending -> ending);
    }

    private CompletionStage<Ending> later(XapiSession session, String task, Instant until) {
        CompletableFuture<Ending> ending = new CompletableFuture<>();
        timer.after(
                settings.rhythm().deadline(), () -> follow(session, task, until).thenAccept(ending::complete));
        return ending;
    }

    private CompletionStage<Ending> finished(XapiSession session, TaskRecord record) {
        if (!record.isSuccess()) {
            return ended(Ending.of(OutcomeResult.FAILED, "the task ended as " + record.status() + record.errorInfo()));
        }
        return client.hostRecords(session, settings.rhythm().deadline())
                .handleAsync(
                        (hosts, error) -> {
                            List<String> accepted = record.references().stream()
                                    .map(ref -> hosts == null || hosts.get(ref) == null
                                            ? ref
                                            : hosts.get(ref).uuid())
                                    .filter(Objects::nonNull)
                                    .toList();
                            return new Ending(
                                    OutcomeResult.ACCEPTED, accepted.size() + " hosts accepted to follow", accepted);
                        },
                        timer);
    }

    private static CompletionStage<Ending> ended(Ending ending) {
        return CompletableFuture.completedFuture(ending);
    }
}
