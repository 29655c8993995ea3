package org.poolwarden.bench.interview;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.poolwarden.connect.pool.PoolAccess;
import org.poolwarden.connect.pool.PoolHost;
import org.poolwarden.sim.SimWorld;
import org.poolwarden.xapi.Credentials;
import org.poolwarden.xapi.HostEndpoint;
import org.poolwarden.xapi.transport.BoundedHttp;
import org.poolwarden.xapi.transport.TlsTrust;

/** The benchmark's hosts in this process, and a client for them. */
final class LeanPools implements AutoCloseable {

    static final Credentials ROOT = new Credentials(SimWorld.USER, SimWorld.PASSWORD);

    final Fleet fleet;
    final LeanHosts hosts;
    final BoundedHttp http;

    LeanPools(Fleet fleet) throws Exception {
        this.fleet = fleet;
        HostTls tls = HostTls.load();
        hosts = LeanHosts.open(fleet, Recording.of(fleet.poolSize()), tls.context());
        http = new BoundedHttp(TlsTrust.pinned(Set.of(tls.fingerprint())));
    }

    HostEndpoint endpoint(int host) {
        return new HostEndpoint(Fleet.name(host), "127.0.0.1", hosts.ports().get(host));
    }

    PoolAccess access(int pool) {
        List<PoolHost> members = fleet.hostsOf(pool).stream()
                .map(host -> new PoolHost(endpoint(host), Fleet.address(host), Optional.empty()))
                .toList();
        return new PoolAccess(Fleet.poolName(pool), members, ROOT);
    }

    /** The value of a stage, or what it fails with. */
    static Object outcome(CompletionStage<?> stage) {
        try {
            return stage.toCompletableFuture().get(Duration.ofSeconds(60).toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("neither value nor failure: " + e, e);
        }
    }

    @Override
    public void close() {
        http.close();
        hosts.close();
    }
}
