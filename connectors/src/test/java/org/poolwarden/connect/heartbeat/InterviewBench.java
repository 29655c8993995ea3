package org.poolwarden.connect.heartbeat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.poolwarden.connect.FakeXapi;
import org.poolwarden.connect.VirtualTime;
import org.poolwarden.connect.pool.Instruments;
import org.poolwarden.connect.pool.PoolAccess;
import org.poolwarden.connect.pool.PoolHost;
import org.poolwarden.connect.pool.Rhythm;
import org.poolwarden.schema.HostHeartbeat;
import org.poolwarden.xapi.Credentials;
import org.poolwarden.xapi.HostEndpoint;
import org.poolwarden.xapi.XapiClient;
import org.poolwarden.xapi.redfish.BmcEndpoint;
import org.poolwarden.xapi.redfish.PowerState;
import org.poolwarden.xapi.rrd.RrdExport;

/** A pool of three that is settled, alpha its master, and its interviewer in virtual time: what it asks, what it tells. */
final class InterviewBench {

    static final Duration H = Duration.ofSeconds(5);
    static final Duration D = Duration.ofSeconds(2);
    private static final Credentials ROOT = new Credentials("root", "hunter2");

    final VirtualTime time = new VirtualTime();
    final FakeXapi xapi = new FakeXapi(time);
    final List<HostHeartbeat> heard = new ArrayList<>();
    final Surroundings surroundings = Surroundings.withoutWitnesses();
    final PoolInterviewer interviewer;
    RrdExport metrics = new RrdExport(5, List.of(), List.of());
    int powerReadings;

    InterviewBench() {
        xapi.isMaster("alpha").isSlave("beta", "10.0.0.1").isSlave("gamma", "10.0.0.1");
        interviewer = new PoolInterviewer(
                new PoolAccess("closet", List.of(host("alpha", 1), host("beta", 2), host("gamma", 3)), ROOT),
                new Observer("rack-a", 42, surroundings),
                new Rhythm(H, D),
                new Instruments(
                        new XapiClient(xapi),
                        (bmc, deadline) -> {
                            powerReadings++;
                            return CompletableFuture.completedFuture(PowerState.ON);
                        },
                        (session, query, deadline) -> CompletableFuture.completedFuture(metrics)),
                time,
                heard::add);
        interviewer.start(Duration.ZERO);
    }

    /** Lets {@code count} rounds pass, to just before the next one. */
    void rounds(int count) {
        time.passes(H.multipliedBy(count).minusMillis(heard.isEmpty() ? 1 : 0));
    }

    List<HostHeartbeat> of(String host) {
        return heard.stream()
                .filter(heartbeat -> heartbeat.getHost().equals(host))
                .toList();
    }

    /** What was heard of {@code host} in the last {@code count} rounds. */
    List<HostHeartbeat> lastOf(String host, int count) {
        List<HostHeartbeat> all = of(host);
        return all.subList(all.size() - count, all.size());
    }

    HostHeartbeat last(String host) {
        return lastOf(host, 1).get(0);
    }

    private static PoolHost host(String name, int number) {
        return new PoolHost(
                new HostEndpoint(name, "10.0.0." + number, 443),
                "10.0.0." + number,
                Optional.of(new BmcEndpoint(URI.create("https://10.1.0." + number), ROOT)));
    }
}
