package org.poolwarden.connect.recovery;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.poolwarden.connect.pool.PoolHost;
import org.poolwarden.connect.pool.Rhythm;
import org.poolwarden.connect.pool.Timer;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.xapi.Connection;
import org.poolwarden.xapi.HostRecord;
import org.poolwarden.xapi.XapiClient;
import org.poolwarden.xapi.XapiException;
import org.poolwarden.xapi.XapiSession;

/** Work on a session of the pool: opened on a host that answers as master, and given back whatever comes of it. */
final class OnMaster {

    private final Rhythm rhythm;
    private final XapiClient client;
    private final Timer timer;

    OnMaster(Rhythm rhythm, XapiClient client, Timer timer) {
        this.rhythm = rhythm;
        this.client = client;
        this.timer = timer;
    }

    /**
     * Logs in on {@code master} and does {@code work}.
     *
     * @return fails with a {@link Refusal} when the host does not answer as master, and with what the work fails with
     */
    CompletionStage<Ending> run(Order order, PoolHost master, Function<XapiSession, CompletionStage<Ending>> work) {
        return client.login(master.endpoint(), order.pool().credentials(), rhythm.deadline(), Connection.FRESH)
                .handleAsync(
                        (session, error) -> {
                            if (error != null) {
                                throw Refusal.because(master.name() + " does not answer as master: "
                                        + XapiException.of(error).getMessage());
                            }
                            return session;
                        },
                        timer)
                .thenCompose(session -> CompletableFuture.completedFuture(session)
                        .thenCompose(work)
                        .whenComplete((ending, error) -> client.logout(session, rhythm.deadline())));
    }

    /** The answer to a question that changes nothing, on the timer; fails with a {@link Refusal}. */
    <T> CompletionStage<T> answer(CompletionStage<T> asked) {
        return asked.handleAsync(
                (value, error) -> {
                    if (error != null) {
                        throw Refusal.beforeAct(XapiException.of(error));
                    }
                    return value;
                },
                timer);
    }

    /** Reference and record of the host at an address; empty where the master lists none. */
    CompletionStage<Optional<Map.Entry<String, HostRecord>>> listed(XapiSession session, String address) {
        return answer(client.hostRecords(session, rhythm.deadline())).thenApply(hosts -> hosts.entrySet().stream()
                .filter(host -> host.getValue().address().equals(address))
                .findFirst());
    }

    /**
     * Looks up the host that a command is about in its master's records.
     *
     * @return its reference; fails with a {@link Refusal} when the master lists another uuid at its address: what was
     *     proven of one host must not be done to another
     */
    CompletionStage<String> reference(XapiSession session, RecoveryCommand command) {
        String uuid = command.getHostUuid().orElseThrow(() -> Refusal.because("the command names no uuid of its host"));
        return listed(session, command.getHost()).thenApply(host -> host.filter(
                        listed -> listed.getValue().uuid().equals(uuid))
                .map(Map.Entry::getKey)
                .orElseThrow(() -> Refusal.because("the master lists no host " + uuid + " at " + command.getHost())));
    }
}
