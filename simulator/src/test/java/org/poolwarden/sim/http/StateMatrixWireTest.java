package org.poolwarden.sim.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.poolwarden.sim.PoolSpec;
import org.poolwarden.sim.RealClock;
import org.poolwarden.sim.SimHost;
import org.poolwarden.sim.SimWorld;
import org.poolwarden.sim.StateMatrix;
import org.poolwarden.sim.Timing;
import org.poolwarden.xapi.Connection;
import org.poolwarden.xapi.HostEndpoint;
import org.poolwarden.xapi.XapiCall;
import org.poolwarden.xapi.XapiException;
import org.poolwarden.xapi.transport.BoundedHttp;
import org.poolwarden.xapi.transport.Fingerprint;
import org.poolwarden.xapi.transport.HttpsXapiTransport;
import org.poolwarden.xapi.transport.TlsTrust;

/** The {@link StateMatrix} once more, over TLS: each request is a real one, and what has no answer has none on the wire. */
class StateMatrixWireTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CAP = 1024 * 1024;

    private final RealClock clock = new RealClock();
    private final SimWorld world = new SimWorld(clock, 1);
    private final List<String> sessions = new ArrayList<>();
    private SimFace face;
    private BoundedHttp http;
    private HttpsXapiTransport xapi;

    @BeforeEach
    void open() throws Exception {
        Duration soon = Duration.ofMillis(50);
        Map<String, String> addresses = new LinkedHashMap<>(Map.of("alpha", "10.0.0.1"));
        addresses.put("beta", "10.0.0.2");
        world.add(PoolSpec.of("closet", addresses).withTiming(new Timing(soon, soon, Duration.ofHours(1), soon)));
        face = SimFace.open(world, clock, "rack-a", 0);
        Fingerprint key = Fingerprint.parse(face.fingerprint());
        http = new BoundedHttp(TlsTrust.pinned(
                Map.of(at("alpha").authority(), Set.of(key), at("beta").authority(), Set.of(key))));
        xapi = new HttpsXapiTransport(http);
    }

    @AfterEach
    void close() {
        http.close();
        face.close();
        clock.close();
    }

    @ParameterizedTest
    @ValueSource(chars = {'M', 'S', 'L', 'E', 'R', 'H', 'X'})
    void aHostAnswersByItsState(char state) throws Exception {
        String host = state == 'M' ? "alpha" : "beta";
        List<String[]> rows = StateMatrix.TABLE
                .lines()
                .skip(1)
                .map(line -> line.strip().split("\\s*\\|\\s*"))
                .toList();
        String ofMaster = text(call("alpha", "session.login_with_password", SimWorld.USER, SimWorld.PASSWORD));
        for (int i = 0; i < rows.size(); i++) {
            sessions.add(text(local(host)));
        }
        bring(state);
        int column = 1 + StateMatrix.STATES.indexOf(state);
        Map<String, CompletableFuture<String>> silent = new LinkedHashMap<>();
        for (String[] row : rows) {
            String own = state == 'E' ? text(local(host)) : sessions.remove(0);
            CompletableFuture<String> answer = ask(host, row[0].split(", ", 2), own, ofMaster);
            if (row[column].equals("silence")) {
                silent.put(row[0], answer);
            } else {
                assertThat(answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .as(row[0] + " in " + state)
                        .isEqualTo(row[column]);
            }
        }
        if (!silent.isEmpty() && state != 'L' && state != 'E') {
            text(local("alpha"));
        }
        silent.forEach((request, answer) ->
                assertThat(answer).as(request + " in " + state).isNotDone());
    }

    private CompletableFuture<String> ask(String host, String[] request, String own, String ofMaster) {
        String credential = request.length < 2 ? "" : request[1];
        String session = credential.equals("local session") ? own : ofMaster;
        if (request[0].equals("rrd_updates")) {
            return metrics(host, credential, session);
        }
        if (request[0].contains("login")) {
            return cell(call(host, request[0], SimWorld.USER, SimWorld.PASSWORD));
        }
        return cell(
                switch (request[0]) {
                    case "pool.is_slave" -> call(host, request[0], session, "OpaqueRef:NULL");
                    case "pool.emergency_reset_master" -> call(host, request[0], session, "10.0.0.9");
                    default -> call(host, request[0], session);
                });
    }

    private CompletableFuture<String> metrics(String host, String credential, String session) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                URI.create("https://" + at(host).authority() + "/rrd_updates?start=-60&host=true"));
        if (credential.equals("name and password")) {
            String pair = SimWorld.USER + ":" + SimWorld.PASSWORD;
            byte[] bytes = pair.getBytes(StandardCharsets.UTF_8);
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
        } else if (!credential.equals("nothing")) {
            request.header("Cookie", "session_id=" + session);
        }
        return http.send(request, PATIENCE, Connection.FRESH, CAP)
                .thenApply(answer -> answer.statusCode() == 200 ? "metrics" : String.valueOf(answer.statusCode()))
                .exceptionally(StateMatrixWireTest::trouble)
                .toCompletableFuture();
    }

    private static CompletableFuture<String> cell(CompletableFuture<Object> answer) {
        return answer.thenApply(value -> value instanceof List
                        ? "refs"
                        : value.equals("") ? "done" : String.valueOf(value).replaceAll("OpaqueRef:.*", "session"))
                .exceptionally(StateMatrixWireTest::trouble);
    }

    private static String trouble(Throwable error) {
        if (XapiException.of(error) instanceof XapiException.ApiFailure failure) {
            boolean isEmergency =
                    List.of("HOST_STILL_BOOTING", "INTERNAL_ERROR").contains(failure.code());
            return isEmergency ? "emergency" : failure.code();
        }
        XapiException trouble = XapiException.of(error);
        return trouble.kind() == XapiException.Kind.CLOSED_BY_PEER ? "closed" : trouble.toString();
    }

    private void bring(char state) throws InterruptedException {
        SimHost alpha = world.host("alpha");
        SimHost beta = world.host("beta");
        switch (state) {
            case 'L' -> happens(alpha::crash, "crashed");
            case 'E' -> {
                happens(alpha::crash, "crashed");
                happens(beta::restartToolstack, "in emergency mode, looks for its master 10.0.0.1");
            }
            case 'R' -> happens(beta::stopToolstack, "toolstack stopped");
            case 'H' -> happens(beta::hang, "toolstack hangs");
            case 'X' -> happens(beta::crash, "crashed");
            default -> assertThat(state).isIn('M', 'S');
        }
    }

    private void happens(Runnable verb, String what) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        clock.after(
                Duration.ZERO,
                () -> world.onChange(event -> {
                    if (event.what().equals(what)) {
                        done.countDown();
                    }
                }));
        clock.after(Duration.ZERO, verb);
        assertThat(done.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as(what).isTrue();
    }

    private CompletableFuture<Object> local(String host) {
        List<Object> params = List.of(SimWorld.USER, SimWorld.PASSWORD);
        return call(host, "session.slave_local_login_with_password", params, Connection.KEPT);
    }

    private CompletableFuture<Object> call(String host, String method, Object... params) {
        return call(host, method, Arrays.asList(params), Connection.FRESH);
    }

    private CompletableFuture<Object> call(String host, String method, List<Object> params, Connection on) {
        return xapi.call(new XapiCall(at(host), method, params, PATIENCE, on, CAP))
                .toCompletableFuture();
    }

    private static String text(CompletableFuture<Object> answer) throws Exception {
        return String.valueOf(answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    }

    private HostEndpoint at(String host) {
        var address = face.xapi(world.host(host));
        return new HostEndpoint(host, address.getAddress().getHostAddress(), address.getPort());
    }
}
