package org.poolwarden.connect.recovery;

import static java.util.concurrent.CompletableFuture.completedFuture;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.poolwarden.connect.recovery.GuestTally.Guest;
import org.poolwarden.schema.OutcomeResult;
import org.poolwarden.xapi.GuestRecord;
import org.poolwarden.xapi.XapiClient;
import org.poolwarden.xapi.XapiSession;

/**
 * START_VMS: {@code Async.VM.start} on the master, one VM after the other in the order of the command. Each one only
 * while strict proof holds that the host which ran it is dead.
 */
final class GuestStart implements Act {

    /** One command's VMs on their way. */
    private record Work(Order order, XapiSession session, GuestTally tally) {}

    private final ExecutorSettings settings;
    private final XapiClient client;
    private final Preconditions preconditions;
    private final OnMaster onMaster;
    private final TaskWatch tasks;

    GuestStart(
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
        return order.command().getVms().isEmpty()
                ? completedFuture(Ending.accepted("skipped: no VM is to be started"))
                : onMaster.run(order, order.master(), session -> tally(order, session)
                        .thenCompose(tally -> next(new Work(order, session, tally))));
    }

    private CompletionStage<GuestTally> tally(Order order, XapiSession session) {
        return onMaster.listed(session, order.command().getHost()).thenCompose(dead -> guests(session)
                .thenApply(guests -> new GuestTally(order.command().getVms(), guests, dead.map(Map.Entry::getKey))));
    }

    /** Records of thousands of VMs take longer than one question may. */
    private CompletionStage<Map<String, GuestRecord>> guests(XapiSession session) {
        return onMaster.answer(client.guestRecords(session, settings.actionDeadline()));
    }

    private CompletionStage<Ending> next(Work work) {
        Optional<Guest> guest = work.tally.next();
        return guest.isEmpty()
                ? completedFuture(work.tally.ending(OutcomeResult.FAILED))
                : preconditions
                        .isDead(work.order)
                        .thenRun(work.tally.anyTried() ? work.order::lookAgain : work.order::lastLook)
                        .handle((permitted, error) -> error == null
                                ? start(work, guest.get())
                                : completedFuture(interrupted(work.tally, error)))
                        .thenCompose(ending -> ending);
    }

    /** What no longer holds leaves the rest where it is; before the first start it is the end of the command. */
    private static Ending interrupted(GuestTally tally, Throwable error) {
        Throwable cause = error instanceof CompletionException ? error.getCause() : error;
        if (!tally.anyTried() || !(cause instanceof Refusal)) {
            throw new CompletionException(cause);
        }
        tally.leaveRest(cause.getMessage());
        return tally.ending(OutcomeResult.FAILED);
    }

    private CompletionStage<Ending> start(Work work, Guest guest) {
        if (settings.dryRun()) {
            return completedFuture(work.tally.dryRun());
        }
        work.tally.tried();
        return tasks.end(
                        work.session,
                        client.startGuest(work.session, guest.ref(), settings.actionDeadline()),
                        "started")
                .thenCompose(ending -> {
                    if (ending.result() == OutcomeResult.ACCEPTED) {
                        work.tally.runs(guest);
                        return next(work);
                    }
                    return guests(work.session)
                            .handle((guests, error) -> afterTrouble(work, guest, ending, Optional.ofNullable(guests)))
                            .thenCompose(end -> end);
                });
    }

    /** The master is asked what became of it. What stays unknown is left to the heartbeats: no further VM is tried. */
    private CompletionStage<Ending> afterTrouble(
            Work work, Guest guest, Ending ending, Optional<Map<String, GuestRecord>> guests) {
        if (guests.filter(records -> GuestTally.isRunning(guest, records)).isPresent()) {
            work.tally.runs(guest);
            return next(work);
        }
        work.tally.leave(guest, ending.detail());
        if (guests.isPresent() && ending.result() == OutcomeResult.FAILED) {
            return next(work);
        }
        work.tally.leaveRest("not tried");
        return completedFuture(work.tally.ending(ending.result()));
    }
}
