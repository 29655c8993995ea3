package org.poolwarden.bench.interview;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.poolwarden.connect.heartbeat.Observer;
import org.poolwarden.connect.heartbeat.PoolInterviewer;
import org.poolwarden.connect.heartbeat.Surroundings;
import org.poolwarden.connect.pool.Instruments;
import org.poolwarden.connect.pool.PoolAccess;
import org.poolwarden.connect.pool.PoolHost;
import org.poolwarden.connect.pool.RealTimer;
import org.poolwarden.connect.pool.Rhythm;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.HostHeartbeat;
import org.poolwarden.schema.Member;
import org.poolwarden.schema.Testimony;
import org.poolwarden.sim.PoolSpec;
import org.poolwarden.sim.RealClock;
import org.poolwarden.sim.SimHost;
import org.poolwarden.sim.SimWorld;
import org.poolwarden.sim.http.SimFace;
import org.poolwarden.xapi.HostEndpoint;
import org.poolwarden.xapi.XapiClient;
import org.poolwarden.xapi.redfish.RedfishClient;
import org.poolwarden.xapi.rrd.HttpsMetricsReader;
import org.poolwarden.xapi.transport.BoundedHttp;
import org.poolwarden.xapi.transport.HttpsXapiTransport;

/** The benchmark's hosts, interviewed by the real interviewer. */
@Timeout(120)
class LeanHostsTest {

    private static final Rhythm RHYTHM = new Rhythm(Duration.ofSeconds(2), Duration.ofSeconds(1));

    @Test
    void theyAreInterviewedLikeTheSimulatorsHosts() throws Exception {
        try (LeanPools lean = new LeanPools(new Fleet(3, 3));
                RealClock clock = new RealClock()) {
            SimWorld world = new SimWorld(clock, 1);
            Map<String, String> addresses = new LinkedHashMap<>();
            lean.fleet.hostsOf(0).forEach(host -> addresses.put(Fleet.name(host), Fleet.address(host)));
            world.add(PoolSpec.of(Fleet.poolName(0), addresses));
            try (SimFace face = SimFace.open(world, clock, "benchmark", 0)) {
                Map<String, HostHeartbeat> simulated = settled(simulated(world, face), lean.http);

                Map<String, HostHeartbeat> replayed = settled(lean.access(0), lean.http);

                assertThat(replayed.keySet()).isEqualTo(simulated.keySet()).hasSize(3);
                replayed.forEach((host, heartbeat) ->
                        assertThat(said(heartbeat)).as(host).isEqualTo(said(simulated.get(host))));
            }
        }
    }

    @Test
    void aHungMasterIsSilentAndItsSlavesTestifyThatTheyLostIt() throws Exception {
        try (LeanPools lean = new LeanPools(new Fleet(4, 2))) {
            lean.hosts.hang(Set.of(2));

            List<HostHeartbeat> heard = heard(
                    lean.access(1),
                    lean.http,
                    heartbeats -> heartbeats.stream().anyMatch(beat -> beat.getTestimony() == Testimony.LOST)
                            && heartbeats.stream().anyMatch(beat -> beat.getAnswer() == Answer.SILENT));

            assertThat(heard)
                    .filteredOn(beat -> beat.getHost().equals(Fleet.name(3)))
                    .allMatch(beat -> beat.getAnswer() == Answer.SLAVE)
                    .allMatch(beat -> beat.getMasterAddress().equals(Optional.of(Fleet.address(2))));
            assertThat(settled(lean.access(0), lean.http)).hasSize(2);
        }
    }

    private static PoolAccess simulated(SimWorld world, SimFace face) {
        List<PoolHost> hosts = new ArrayList<>();
        for (SimHost host : world.pools().get(0).hosts()) {
            String address = face.xapi(host).getAddress().getHostAddress();
            HostEndpoint endpoint =
                    new HostEndpoint(host.name(), address, face.xapi(host).getPort());
            hosts.add(new PoolHost(endpoint, host.address(), Optional.empty()));
        }
        return new PoolAccess(Fleet.poolName(0), hosts, LeanPools.ROOT);
    }

    /** The last heartbeat of each host once all of them are settled and the master's records are known. */
    private static Map<String, HostHeartbeat> settled(PoolAccess pool, BoundedHttp http) throws InterruptedException {
        Map<String, HostHeartbeat> last = new LinkedHashMap<>();
        heard(pool, http, heartbeats -> {
            heartbeats.forEach(beat -> last.put(beat.getHost(), beat));
            return last.size() == pool.hosts().size()
                    && last.values().stream()
                            .allMatch(beat -> beat.getClockOffsetMs().isPresent());
        });
        return last;
    }

    /** All heartbeats of a pool until they are as expected. */
    private static List<HostHeartbeat> heard(
            PoolAccess pool, BoundedHttp http, Predicate<List<HostHeartbeat>> asExpected) throws InterruptedException {
        BlockingQueue<HostHeartbeat> queue = new LinkedBlockingQueue<>();
        List<HostHeartbeat> heard = new ArrayList<>();
        try (RealTimer timer = new RealTimer("test")) {
            Instruments instruments = new Instruments(
                    new XapiClient(new HttpsXapiTransport(http)),
                    new RedfishClient(http),
                    new HttpsMetricsReader(http));
            PoolInterviewer interviewer = new PoolInterviewer(
                    pool,
                    new Observer("test", 1, Surroundings.withoutWitnesses()),
                    RHYTHM,
                    instruments,
                    timer,
                    queue::add);
            interviewer.start(Duration.ZERO);
            while (!asExpected.test(heard)) {
                Optional.ofNullable(queue.poll(1, TimeUnit.SECONDS)).ifPresent(heard::add);
            }
        }
        return heard;
    }

    /** All that a heartbeat says but when, and what differs from one world to the next. */
    private static List<Object> said(HostHeartbeat heartbeat) {
        return List.of(
                heartbeat.getHost(),
                heartbeat.getAddress(),
                heartbeat.getAnswer(),
                heartbeat.getMasterAddress(),
                heartbeat.getEmergency(),
                heartbeat.getVersion(),
                heartbeat.getSnapshot().isPresent(),
                heartbeat.getHostsInRound(),
                heartbeat.getSnapshot().map(told -> told.getHosts().stream()
                        .map(Member::getAddress)
                        .sorted()
                        .toList()),
                heartbeat.getSnapshot().map(told -> told.getVms().size()));
    }
}
