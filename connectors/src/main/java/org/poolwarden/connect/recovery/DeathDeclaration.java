package org.poolwarden.connect.recovery;

import static java.util.concurrent.CompletableFuture.completedFuture;

import java.util.concurrent.CompletionStage;
import org.poolwarden.xapi.XapiClient;
import org.poolwarden.xapi.XapiSession;

/** DECLARE_DEAD: {@code Async.host.declare_dead} on the master, after strict proof. The host's VMs are Halted then. */
final class DeathDeclaration implements Act {

    private final ExecutorSettings settings;
    private final XapiClient client;
    private final Preconditions preconditions;
    private final OnMaster onMaster;
    private final TaskWatch tasks;

    DeathDeclaration(
            ExecutorSettings settings,
            XapiClient client,
            Preconditions preconditions,
            OnMaster onMaster,
            TaskWatch tasks) {
        this.settings = settings;
        this.client = client;
        this.preconditions = preconditions;
        this.onMaster = onMaster;
        this.tasks = tasks;
    }

    @Override
    public CompletionStage<Ending> run(Order order) {
        return onMaster.run(order, order.master(), session -> onMaster.reference(session, order.command())
                .thenCompose(ref -> preconditions.isDead(order).thenCompose(dead -> declare(order, session, ref))));
    }

    private CompletionStage<Ending> declare(Order order, XapiSession session, String ref) {
        String host = order.host().name();
        order.lastLook();
        return settings.dryRun()
                ? completedFuture(Ending.dryRun("call host.declare_dead for " + host))
                : tasks.end(
                        session,
                        client.declareDead(session, ref, settings.actionDeadline()),
                        host + " is declared dead, its VMs are Halted");
    }
}
