package org.poolwarden.connect.heartbeat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.poolwarden.connect.pool.Rhythm;
import org.poolwarden.connect.pool.Timer;
import org.poolwarden.schema.Testimony;
import org.poolwarden.xapi.XapiClient;
import org.poolwarden.xapi.XapiSession;

/**
 * Step 4 of an interview: does this slave reach its master?
 *
 * <p>{@code pool.is_slave} on a slave that lost its master does not come back. The call is left open and testifies LOST
 * in every round. The slave is asked afresh when the call has ended, when its toolstack is another one, when it names
 * another master, or when the master was away and answers again; the old call is given up then, for each open one holds a
 * thread of the host.
 */
final class Testifier {

    /** As long as nobody needs to be told that the call is dead. */
    private static final Duration HOLD = Duration.ofHours(1);

    /** An open question: to which toolstack, about which master, and whether that one was away since. */
    private record Open(XapiSession session, String master, boolean wasAway, CompletableFuture<Boolean> call) {
        boolean stillHolds(XapiSession now, String named, boolean masterAnswers) {
            return !call.isDone() && session.equals(now) && master.equals(named) && !(wasAway && masterAnswers);
        }
    }

    private final Rhythm rhythm;
    private final XapiClient client;
    private final Timer timer;
    private Optional<Open> open = Optional.empty();
    private Optional<Instant> askedAt = Optional.empty();

    Testifier(Rhythm rhythm, XapiClient client, Timer timer) {
        this.rhythm = rhythm;
        this.client = client;
        this.timer = timer;
    }

    /**
     * @param local session on the slave; another one than before where its toolstack has restarted
     * @param inDoubt whether the pool is in doubt: then every slave is asked in every round
     * @param masterAnswers whether {@code master} answered as master in the last round
     */
    CompletionStage<Testimony> ask(XapiSession local, String master, boolean inDoubt, boolean masterAnswers) {
        if (open.filter(call -> call.stillHolds(local, master, masterAnswers)).isPresent()) {
            open = open.map(call -> new Open(call.session, call.master, call.wasAway || !masterAnswers, call.call));
            return CompletableFuture.completedFuture(Testimony.LOST);
        }
        boolean returns = open.filter(call -> !call.call.isDone()).isPresent();
        giveUp();
        boolean due = askedAt.map(at -> !at.plus(rhythm.seldom()).isAfter(timer.steady()))
                .orElse(true);
        if (!inDoubt && !due && !returns) {
            return CompletableFuture.completedFuture(Testimony.ABSENT);
        }
        askedAt = Optional.of(timer.steady());
        return question(local, master, !masterAnswers);
    }

    /** What is open says nothing any more. */
    void giveUp() {
        open.ifPresent(call -> call.call.cancel(true));
        open = Optional.empty();
    }

    private CompletionStage<Testimony> question(XapiSession local, String master, boolean masterIsAway) {
        CompletableFuture<Boolean> call = client.isSlave(local, HOLD).toCompletableFuture();
        open = Optional.of(new Open(local, master, masterIsAway, call));
        CompletableFuture<Testimony> testimony = new CompletableFuture<>();
        Timer.Cancellable patience = timer.after(rhythm.deadline(), () -> testimony.complete(Testimony.LOST));
        call.whenCompleteAsync(
                (isSlave, error) -> {
                    patience.cancel();
                    testimony.complete(error == null && isSlave ? Testimony.CONNECTED : Testimony.ABSENT);
                },
                timer);
        return testimony;
    }
}
