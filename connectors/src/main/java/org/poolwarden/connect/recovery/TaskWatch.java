package org.poolwarden.connect.recovery;

import static java.util.concurrent.CompletableFuture.completedFuture;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.poolwarden.connect.pool.Timer;
import org.poolwarden.schema.OutcomeResult;
import org.poolwarden.xapi.TaskRecord;
import org.poolwarden.xapi.XapiClient;
import org.poolwarden.xapi.XapiException;
import org.poolwarden.xapi.XapiSession;

/** Follows Async calls to the ends of their tasks. A task that is lost may still have done its work: UNKNOWN. */
final class TaskWatch {

    /** As for hosts: one question without an answer says nothing yet. */
    private static final int LOST = 2;

    /** What is watched, and for how long. */
    private record Watched(
            XapiSession session, String task, Instant until, Function<TaskRecord, CompletionStage<Ending>> success) {}

    private final ExecutorSettings settings;
    private final XapiClient client;
    private final Timer timer;

    TaskWatch(ExecutorSettings settings, XapiClient client, Timer timer) {
        this.settings = settings;
        this.client = client;
        this.timer = timer;
    }

    /** As {@link #end(XapiSession, CompletionStage, Function)}, where success says no more than that. */
    CompletionStage<Ending> end(XapiSession session, CompletionStage<String> begun, String success) {
        return end(session, begun, task -> completedFuture(Ending.accepted(success)));
    }

    /**
     * How an Async call ended.
     *
     * @param begun its answer, the reference of its task
     * @param success what a task that succeeded means
     */
    CompletionStage<Ending> end(
            XapiSession session, CompletionStage<String> begun, Function<TaskRecord, CompletionStage<Ending>> success) {
        Instant until = timer.steady().plus(settings.taskPatience());
        return begun.handleAsync(
                        (task, error) -> error == null
                                ? follow(new Watched(session, task, until, success), 0)
                                : completedFuture(Ending.afterAct(XapiException.of(error))),
                        timer)
                .thenCompose(ending -> ending);
    }

    private CompletionStage<Ending> follow(Watched watched, int misses) {
        return client.task(watched.session, watched.task, settings.rhythm().deadline())
                .handleAsync(
                        (record, error) -> error == null
                                ? seen(watched, record)
                                : missed(watched, XapiException.of(error), misses + 1),
                        timer)
                .thenCompose(ending -> ending);
    }

    private CompletionStage<Ending> seen(Watched watched, TaskRecord record) {
        if (record.isPending()) {
            return timer.steady().isBefore(watched.until)
                    ? later(watched, 0)
                    : completedFuture(
                            Ending.of(OutcomeResult.UNKNOWN, "its task did not end in " + settings.taskPatience()));
        }
        return record.isSuccess()
                ? watched.success.apply(record)
                : completedFuture(
                        Ending.of(OutcomeResult.FAILED, "its task ended as " + record.status() + " " + words(record)));
    }

    private CompletionStage<Ending> missed(Watched watched, XapiException trouble, int misses) {
        boolean lost = trouble.kind() == XapiException.Kind.API_FAILURE || misses == LOST;
        return lost
                ? completedFuture(Ending.of(OutcomeResult.UNKNOWN, "its task was lost: " + trouble.getMessage()))
                : later(watched, misses);
    }

    private CompletionStage<Ending> later(Watched watched, int misses) {
        return timer.pause(settings.rhythm().deadline()).thenCompose(over -> follow(watched, misses));
    }

    /** Without references: one of them may be that of a session. */
    private static List<String> words(TaskRecord record) {
        return record.errorInfo().stream()
                .filter(word -> !word.contains("OpaqueRef:"))
                .toList();
    }
}
