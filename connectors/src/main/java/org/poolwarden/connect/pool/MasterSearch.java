package org.poolwarden.connect.pool;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.poolwarden.xapi.Connection;
import org.poolwarden.xapi.HostRecord;
import org.poolwarden.xapi.XapiClient;
import org.poolwarden.xapi.XapiException;
import org.poolwarden.xapi.XapiException.HostIsSlave;
import org.poolwarden.xapi.XapiSession;

/** Finds a pool's master: asks one host, and follows HOST_IS_SLAVE at most two hops, for two hosts may name each other. */
public final class MasterSearch {

    /** A session on the master, and who that is. */
    public record Found(XapiSession session, HostRecord master) {}

    private static final int HOPS = 2;

    private final PoolAccess pool;
    private final Rhythm rhythm;
    private final XapiClient client;
    private final Timer timer;
    private int next;

    public MasterSearch(PoolAccess pool, Rhythm rhythm, XapiClient client, Timer timer) {
        this.pool = pool;
        this.rhythm = rhythm;
        this.client = client;
        this.timer = timer;
    }

    /** One attempt; begins with another host each time. Empty when it brought nothing. */
    public CompletionStage<Optional<Found>> attempt() {
        PoolHost first = pool.hosts().get(next);
        next = (next + 1) % pool.hosts().size();
        return login(first, HOPS);
    }

    private CompletionStage<Optional<Found>> login(PoolHost host, int hops) {
        return client.login(host.endpoint(), pool.credentials(), rhythm.deadline(), Connection.FRESH)
                .handleAsync((session, error) -> error == null ? identify(session) : follow(error, hops), timer)
                .thenCompose(found -> found);
    }

    private CompletionStage<Optional<Found>> follow(Throwable error, int hops) {
        Optional<PoolHost> named = XapiException.of(error) instanceof HostIsSlave slave
                ? pool.at(slave.masterAddress())
                : Optional.empty();
        return named.isPresent() && hops > 0
                ? login(named.get(), hops - 1)
                : CompletableFuture.completedFuture(Optional.empty());
    }

    private CompletionStage<Optional<Found>> identify(XapiSession session) {
        return client.thisHost(session, rhythm.deadline())
                .thenCompose(ref -> client.hostRecords(session, rhythm.deadline())
                        .thenApply(hosts -> Optional.ofNullable(hosts.get(ref))))
                .handleAsync(
                        (master, error) -> {
                            if (error != null || master.isEmpty()) {
                                client.logout(session, rhythm.deadline());
                                return Optional.empty();
                            }
                            return Optional.of(new Found(session, master.get()));
                        },
                        timer);
    }
}
