package org.poolwarden.connect.recovery;

import static java.util.concurrent.CompletableFuture.completedFuture;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.poolwarden.schema.OutcomeResult;
import org.poolwarden.xapi.HostRecord;
import org.poolwarden.xapi.TaskRecord;
import org.poolwarden.xapi.XapiClient;
import org.poolwarden.xapi.XapiSession;

/** RECOVER_SLAVES: {@code Async.pool.recover_slaves} on the new master, and its task followed to the end. */
final class SlaveRecovery implements Act {

    private final ExecutorSettings settings;
    private final XapiClient client;
    private final OnMaster onMaster;
    private final TaskWatch tasks;

    SlaveRecovery(ExecutorSettings settings, XapiClient client, OnMaster onMaster, TaskWatch tasks) {
        this.settings = settings;
        this.client = client;
        this.onMaster = onMaster;
        this.tasks = tasks;
    }

    @Override
    public CompletionStage<Ending> run(Order order) {
        return order.command().getExpected().isEmpty()
                ? completedFuture(Ending.accepted("skipped: no slave is expected to follow"))
                : onMaster.run(order, order.host(), session -> recover(order, session));
    }

    private CompletionStage<Ending> recover(Order order, XapiSession session) {
        order.lastLook();
        return settings.dryRun()
                ? completedFuture(Ending.dryRun("call pool.recover_slaves"))
                : tasks.end(
                        session,
                        client.recoverSlaves(session, settings.actionDeadline()),
                        task -> accepted(session, task));
    }

    /** The task names hosts by reference; where their records cannot be read, so does the outcome. */
    private CompletionStage<Ending> accepted(XapiSession session, TaskRecord task) {
        return onMaster.answer(client.hostRecords(session, settings.rhythm().deadline()))
                .handle((hosts, error) -> {
                    List<String> accepted = task.references().stream()
                            .map(ref -> uuid(Optional.ofNullable(hosts), ref))
                            .toList();
                    return new Ending(OutcomeResult.ACCEPTED, accepted.size() + " hosts accepted to follow", accepted);
                });
    }

    private static String uuid(Optional<Map<String, HostRecord>> hosts, String ref) {
        return hosts.map(known -> known.get(ref)).map(HostRecord::uuid).orElse(ref);
    }
}
