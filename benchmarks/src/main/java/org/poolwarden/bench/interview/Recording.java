package org.poolwarden.bench.interview;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.poolwarden.app.run.StartException;
import org.poolwarden.sim.PoolSpec;
import org.poolwarden.sim.RealClock;
import org.poolwarden.sim.SimWorld;
import org.poolwarden.sim.http.SimFace;
import org.poolwarden.xapi.Connection;
import org.poolwarden.xapi.transport.BoundedHttp;
import org.poolwarden.xapi.transport.Fingerprint;
import org.poolwarden.xapi.transport.TlsTrust;

/**
 * Asks the hosts of one settled simulated pool everything that an interview asks, and keeps the bytes of their answers.
 */
final class Recording implements AutoCloseable {

    /** What stands for {@code GET /rrd_updates} among methods. */
    static final String METRICS = "rrd_updates";

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int CAP = 64 * 1024 * 1024;
    private static final int FIRST_ADDRESS = 11;
    private static final Pattern REF = Pattern.compile("OpaqueRef:[0-9a-f-]+");
    private static final List<String> TABLES = List.of("pool", "host", "host_metrics", "SR", "PBD", "VM", "VBD", "VDI");

    private final RealClock clock = new RealClock();
    private final SimWorld world = new SimWorld(clock, 1);
    private final SimFace face;
    private final BoundedHttp http;

    private Recording(int hosts) throws IOException {
        Map<String, String> addresses = new LinkedHashMap<>();
        for (int i = 0; i < hosts; i++) {
            addresses.put(Fleet.name(i), address(i));
        }
        world.add(PoolSpec.of("recorded", addresses));
        face = SimFace.open(world, clock, "benchmark", 0);
        http = new BoundedHttp(TlsTrust.pinned(Set.of(Fingerprint.parse(face.fingerprint()))));
    }

    /** The address of a pool's n-th host in the recorded answers: of equal length, so that none begins another. */
    static String address(int number) {
        return "10.0.0." + (FIRST_ADDRESS + number);
    }

    /**
     * The body of each answer by method, for each host of a pool; the first is the master.
     *
     * @throws StartException when a host does not answer
     */
    static List<Map<String, String>> of(int hosts) throws StartException {
        try (Recording recording = new Recording(hosts)) {
            return recording.world.pools().get(0).hosts().stream()
                    .map(host -> recording.answers(recording.face.xapi(host), host.name()))
                    .toList();
        } catch (IOException | CompletionException e) {
            throw new StartException("the simulated pool was not recorded: " + e.getMessage(), e);
        }
    }

    private Map<String, String> answers(InetSocketAddress host, String name) {
        Map<String, String> answers = new HashMap<>();
        String login = ask(answers, host, "session.login_with_password", SimWorld.USER, SimWorld.PASSWORD);
        String local =
                ref(ask(answers, host, "session.slave_local_login_with_password", SimWorld.USER, SimWorld.PASSWORD));
        ask(answers, host, "host.is_in_emergency_mode", local);
        ask(answers, host, "pool.is_slave", local, "OpaqueRef:NULL");
        answers.put(METRICS, metrics(host, local));
        if (name.equals(Fleet.name(0))) {
            String session = ref(login);
            String self = ref(ask(answers, host, "session.get_this_host", session, session));
            TABLES.forEach(table -> ask(answers, host, table + ".get_all_records", session));
            ask(answers, host, "host.get_servertime", session, self);
            ask(answers, host, "session.logout", session);
        }
        ask(answers, host, "session.local_logout", local);
        return answers;
    }

    private String ask(Map<String, String> answers, InetSocketAddress host, String method, String... params) {
        String xml = "<?xml version=\"1.0\"?><methodCall><methodName>" + method + "</methodName><params>"
                + Stream.of(params)
                        .map(param -> "<param><value>" + param + "</value></param>")
                        .collect(Collectors.joining())
                + "</params></methodCall>";
        String body = body(HttpRequest.newBuilder(uri(host, "/"))
                .header("Content-Type", "text/xml")
                .POST(HttpRequest.BodyPublishers.ofString(xml)));
        answers.put(method, body);
        return body;
    }

    private String metrics(InetSocketAddress host, String session) {
        return body(HttpRequest.newBuilder(uri(host, "/rrd_updates?start=-15&interval=5&cf=AVERAGE&host=true"))
                .header("Cookie", "session_id=" + session)
                .GET());
    }

    private String body(HttpRequest.Builder request) {
        return new String(
                http.send(request, PATIENCE, Connection.KEPT, CAP)
                        .toCompletableFuture()
                        .join()
                        .body(),
                StandardCharsets.UTF_8);
    }

    private static URI uri(InetSocketAddress host, String path) {
        return URI.create("https://" + host.getAddress().getHostAddress() + ":" + host.getPort() + path);
    }

    private static String ref(String body) {
        Matcher ref = REF.matcher(body);
        if (!ref.find()) {
            throw new IllegalStateException("expected a reference in " + body);
        }
        return ref.group();
    }

    @Override
    public void close() {
        http.close();
        face.close();
        clock.close();
    }
}
