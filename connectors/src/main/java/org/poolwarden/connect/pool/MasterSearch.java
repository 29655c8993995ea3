package org.poolwarden.connect.pool;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.poolwarden.xapi.Connection;
import org.poolwarden.xapi.HostRecord;
import org.poolwarden.xapi.XapiClient;
import org.poolwarden.xapi.XapiException;
import org.poolwarden.xapi.XapiException.AuthenticationFailed;
import org.poolwarden.xapi.XapiException.HostIsSlave;
import org.poolwarden.xapi.XapiSession;

/**
 * Finds a pool's master: asks one host, and follows HOST_IS_SLAVE at most two hops, for two hosts may name each other. A
 * master need not be configured; no password goes to a certificate that is not trusted.
 */
public final class MasterSearch {

    /** A session on the master, and who that is. */
    public record Found(XapiSession session, HostRecord master) {}

    private static final int HOPS = 2;
    private static final CompletionStage<Optional<Found>> NOBODY = CompletableFuture.completedFuture(Optional.empty());

    private final PoolAccess pool;
    private final Rhythm rhythm;
    private final XapiClient client;
    private final Timer timer;
    private final PasswordProbe password;
    private int next;

    public MasterSearch(PoolAccess pool, Rhythm rhythm, XapiClient client, Timer timer) {
        this.pool = pool;
        this.rhythm = rhythm;
        this.client = client;
        this.timer = timer;
        this.password = new PasswordProbe(pool.credentials(), rhythm, client, timer);
    }

    /**
     * One attempt; begins with another host each time. Without asking anybody while the password is refused, but once a
     * minute.
     *
     * @param trouble gets what each host that was asked failed with; a slave that names its master has not failed
     * @return empty when it brought nothing. Never fails
     */
    public CompletionStage<Optional<Found>> attempt(Consumer<XapiException.Kind> trouble) {
        if (password.isRefused()) {
            password.beginAgain();
            return NOBODY;
        }
        PoolHost first = pool.hosts().get(next);
        next = (next + 1) % pool.hosts().size();
        return login(first, HOPS, trouble);
    }

    private CompletionStage<Optional<Found>> login(PoolHost host, int hops, Consumer<XapiException.Kind> trouble) {
        return client.login(host.endpoint(), pool.credentials(), rhythm.deadline(), Connection.FRESH)
                .handleAsync(
                        (session, error) -> error == null
                                ? identify(session, trouble)
                                : refused(host, XapiException.of(error), hops, trouble),
                        timer)
                .thenCompose(found -> found);
    }

    private CompletionStage<Optional<Found>> refused(
            PoolHost host, XapiException why, int hops, Consumer<XapiException.Kind> trouble) {
        if (why instanceof HostIsSlave slave && hops > 0) {
            String address = slave.masterAddress();
            return pool.at(address)
                    .or(() -> pool.unconfigured(address, address))
                    .map(named -> login(named, hops - 1, trouble))
                    .orElse(NOBODY);
        }
        trouble.accept(why.kind());
        if (why instanceof AuthenticationFailed) {
            password.wasRefused(host.endpoint());
        } else if (why.kind() == XapiException.Kind.ANSWER_TIMED_OUT) {
            password.begin(host.endpoint());
        }
        return NOBODY;
    }

    private CompletionStage<Optional<Found>> identify(XapiSession session, Consumer<XapiException.Kind> trouble) {
        return client.thisHost(session, rhythm.deadline())
                .thenCompose(ref -> client.hostRecords(session, rhythm.deadline())
                        .thenApply(hosts -> Optional.ofNullable(hosts.get(ref))))
                .handleAsync(
                        (master, error) -> {
                            if (error != null) {
                                trouble.accept(XapiException.of(error).kind());
                            }
                            if (error != null || master.isEmpty()) {
                                client.logout(session, rhythm.deadline());
                                return Optional.empty();
                            }
                            return Optional.of(new Found(session, master.get()));
                        },
                        timer);
    }
}
