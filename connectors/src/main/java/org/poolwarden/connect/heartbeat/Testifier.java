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
 * in every round; it is asked afresh when it ended, when the master has answered again, or when the slave names another
 * master. Each open call holds a thread of the host.
 */
final class Testifier {

    /** An open question, and the master it is about. */
    private record Open(String master, CompletableFuture<Testimony> answer) {}

    /** As long as nobody needs to be told that the call is dead. */
    private static final Duration HOLD = Duration.ofHours(1);

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
     * @param inDoubt whether the pool is in doubt: then every slave is asked in every round
     * @param masterAnswers whether {@code master} answered as master in the last round
     */
    CompletionStage<Testimony> ask(XapiSession local, String master, boolean inDoubt, boolean masterAnswers) {
        open = open.filter(call -> call.master.equals(master) && !masterAnswers && !call.answer.isDone());
        if (open.isPresent()) {
            return CompletableFuture.completedFuture(Testimony.LOST);
        }
        boolean due = askedAt.map(at -> !at.plus(rhythm.seldom()).isAfter(timer.steady()))
                .orElse(true);
        if (!inDoubt && !due) {
            return CompletableFuture.completedFuture(Testimony.ABSENT);
        }
        askedAt = Optional.of(timer.steady());
        return question(local, master);
    }

    void forget() {
        open = Optional.empty();
    }

    private CompletionStage<Testimony> question(XapiSession local, String master) {
        CompletableFuture<Testimony> answer = new CompletableFuture<>();
        CompletableFuture<Testimony> testimony = new CompletableFuture<>();
        open = Optional.of(new Open(master, answer));
        Timer.Cancellable patience = timer.after(rhythm.deadline(), () -> testimony.complete(Testimony.LOST));
        client.isSlave(local, HOLD)
                .whenCompleteAsync(
                        (isSlave, error) -> {
                            patience.cancel();
                            boolean connected = error == null && isSlave;
                            Testimony said = connected ? Testimony.CONNECTED : Testimony.ABSENT;
                            answer.complete(said);
                            testimony.complete(said);
                        },
                        timer);
        return testimony;
    }
}
