package org.poolwarden.sim.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Scanner;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.poolwarden.sim.PoolSpec;
import org.poolwarden.sim.RealClock;
import org.poolwarden.sim.SimWorld;
import org.poolwarden.sim.Timing;
import org.poolwarden.xapi.Connection;
import org.poolwarden.xapi.transport.BoundedHttp;
import org.poolwarden.xapi.transport.Fingerprint;
import org.poolwarden.xapi.transport.TlsTrust;

/** Endpoints, limits and encodings of port 443, as facts/xapi.md 1.1 and 1.2 have them. */
class XapiHandlerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int CAP = 4 * 1024 * 1024;
    private static final String LOGIN =
            """
            <methodCall><methodName>session.login_with_password</methodName><params>
            <param><value><string>root</string></value></param><param><value>simulated</value></param>
            </params></methodCall>""";

    private final ObjectMapper json = new ObjectMapper();
    private final RealClock clock = new RealClock();
    private final SimWorld world = new SimWorld(clock, 1);
    private SimFace face;
    private BoundedHttp http;

    @BeforeEach
    void open() throws Exception {
        Timing quick =
                new Timing(Duration.ofMillis(50), Duration.ofMillis(50), Duration.ofMillis(50), Duration.ofMillis(50));
        world.add(PoolSpec.of("closet", Map.of("alpha", "10.0.0.1")).withTiming(quick));
        face = SimFace.open(world, clock, "rack-a", 0);
        http = new BoundedHttp(TlsTrust.pinned(Map.of(authority(), Set.of(Fingerprint.parse(face.fingerprint())))));
    }

    @AfterEach
    void close() {
        http.close();
        face.close();
        clock.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/RPC2", "/xmlrpc", "/whatever"})
    void everyPostedPathIsXmlRpc(String path) throws Exception {
        HttpResponse<byte[]> response = post(path, LOGIN);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).contains("text/xml");
        assertThat(response.headers().firstValue("cache-control")).contains("no-cache, no-store");
        assertThat(text(response)).contains("<value>Success</value>").contains("<value>OpaqueRef:");
    }

    @Test
    void methodsAreListedWithoutTheEnvelope() throws Exception {
        assertThat(text(post("/", "<methodCall><methodName>system.listMethods</methodName></methodCall>")))
                .startsWith("<?xml version=\"1.0\"?><methodResponse><params><param><value><array><data><value>session.")
                .doesNotContain("Status");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no xml", "<methodCall>", "<!DOCTYPE x><methodCall/>"})
    void whatIsNoRequestIsAnHtmlPageWith500(String body) throws Exception {
        HttpResponse<byte[]> response = post("/", body);

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.headers().firstValue("content-type")).contains("text/html");
    }

    @Test
    void aBodyOver300KiBIsRefused() throws Exception {
        assertThat(post("/", " ".repeat(300 * 1024 + 1)).statusCode()).isEqualTo(500);
        assertThat(post("/", LOGIN + " ".repeat(200 * 1024)).statusCode()).isEqualTo(200);
    }

    @Test
    void aBodyWithoutALengthIsRefused() throws Exception {
        byte[] body = LOGIN.getBytes(StandardCharsets.UTF_8);
        HttpRequest.Builder chunked = HttpRequest.newBuilder(URI.create("https://" + authority() + "/"))
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));

        assertThat(send(chunked).statusCode()).isEqualTo(500);
    }

    @Test
    void jsonRpc2HasNumbersAndItsOwnErrors() throws Exception {
        JsonNode login = call("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"session.login_with_password\","
                + "\"params\":[\"root\",\"simulated\"]}");
        String session = login.get("result").asText();
        assertThat(session).startsWith("OpaqueRef:");
        assertThat(login.get("id").asInt()).isEqualTo(7);
        assertThat(login.has("error")).isFalse();

        JsonNode hosts = call("{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"host.get_all_records\",\"params\":[\""
                + session + "\"]}");
        JsonNode host = hosts.get("result").elements().next();
        assertThat(host.get("API_version_major").isInt()).isTrue();
        assertThat(host.get("enabled").isBoolean()).isTrue();
        assertThat(hosts.get("id").asText()).isEqualTo("a");

        JsonNode error = call("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"host.get_by_uuid\",\"params\":[\"" + session
                        + "\",\"nobody\"]}")
                .get("error");
        assertThat(error.toString())
                .isEqualTo("{\"code\":1,\"message\":\"UUID_INVALID\",\"data\":[\"host\",\"nobody\"]}");
    }

    @Test
    void jsonRpc1HasBothResultAndError() throws Exception {
        JsonNode reply = call("{\"id\":1,\"method\":\"host.get_all\",\"params\":[\"nobody\"]}");

        assertThat(reply.toString()).isEqualTo("{\"result\":null,\"error\":[\"SESSION_INVALID\",\"nobody\"],\"id\":1}");
    }

    /** Real hosts answer so, and a client that knows only the object form of an error breaks in emergency mode. */
    @Test
    void theRefusalInEmergencyModeIsAnArrayWithTheIdZero() throws Exception {
        emergency();

        JsonNode reply = call("{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"system.listMethods\",\"params\":[]}");
        assertThat(reply.toString()).isEqualTo("{\"jsonrpc\":\"2.0\",\"error\":[\"HOST_ITS_OWN_SLAVE\"],\"id\":0}");
    }

    /** The request's own version is not looked at on that way. */
    @Test
    void theRefusalInEmergencyModeIsOfVersion2ForWhoeverAsks() throws Exception {
        emergency();

        assertThat(call("{\"method\":\"pool.get_all\",\"id\":9,\"params\":[\"nobody\"]}")
                        .toString())
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"error\":[\"HOST_ITS_OWN_SLAVE\"],\"id\":0}");
        assertThat(text(post("/", "<methodCall><methodName>pool.get_all</methodName></methodCall>")))
                .contains("<value>Failure</value>")
                .contains("<value>HOST_ITS_OWN_SLAVE</value>");
    }

    @Test
    void theOlderPathOfJsonIsServedToo() throws Exception {
        assertThat(text(post("/json", "{\"id\":1,\"method\":\"host.get_all\",\"params\":[\"nobody\"]}")))
                .contains("SESSION_INVALID");
    }

    @Test
    void aConnectionIsKeptUnlessTheClientIsOld() throws Exception {
        String body = "<methodCall><methodName>host.get_all</methodName></methodCall>";
        String request = "POST / HTTP/%s\r\nHost: h\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
        var address = face.xapi(world.host("alpha"));
        try (Socket socket =
                Anybody.trusted().getSocketFactory().createSocket(address.getAddress(), address.getPort())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            Scanner answers = new Scanner(socket.getInputStream(), StandardCharsets.UTF_8);
            socket.getOutputStream().write(request.formatted("1.1").getBytes(StandardCharsets.UTF_8));
            assertThat(answers.findWithinHorizon("</methodResponse>", CAP)).isNotNull();
            socket.getOutputStream().write(request.formatted("1.0").getBytes(StandardCharsets.UTF_8));
            assertThat(answers.findWithinHorizon("</methodResponse>", CAP)).isNotNull();

            assertThat(answers.hasNext()).as("after HTTP/1.0 it is closed").isFalse();
        }
    }

    @Test
    void anIdThatIsNeitherNumberNorTextIsNoRequest() throws Exception {
        assertThat(post("/jsonrpc", "{\"id\":null,\"method\":\"host.get_all\",\"params\":[]}")
                        .statusCode())
                .isEqualTo(500);
    }

    @Test
    void metricsAreXmlForWhoLogsIn() throws Exception {
        String metrics = text(get("/rrd_updates?start=-20&host=true", basic("simulated")));

        assertThat(metrics)
                .startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xport><meta><start>")
                .contains("<step>5</step>")
                .contains("<entry>AVERAGE:host:")
                .contains("<row><t>")
                .endsWith("</data></xport>");
    }

    /** As release 8.2 prints it: keys without quotes. */
    @Test
    void jsonOf82IsNone() throws Exception {
        assertThat(text(get("/rrd_updates?start=-20&host=true&json=true", basic("simulated"))))
                .startsWith("{meta: {start:")
                .contains(",data:[{t:");
    }

    @Test
    void metricsAreRefusedToAnybodyElse() throws Exception {
        assertThat(get("/rrd_updates?start=-20", Map.of()).statusCode()).isEqualTo(401);
        assertThat(get("/rrd_updates?start=-20&session_id=OpaqueRef:nobody", Map.of())
                        .statusCode())
                .isEqualTo(401);
        assertThat(get("/rrd_updates?host=true", basic("simulated")).statusCode())
                .as("without a start")
                .isEqualTo(400);
        assertThat(get("/somewhere", basic("simulated")).statusCode()).isEqualTo(404);
    }

    @Test
    void aSessionOpensTheMetricsAsParameterAndAsCookie() throws Exception {
        String session = call("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"session.login_with_password\","
                        + "\"params\":[\"root\",\"simulated\"]}")
                .get("result")
                .asText();

        assertThat(get("/rrd_updates?start=-20&session_id=" + session, Map.of()).statusCode())
                .isEqualTo(200);
        assertThat(get("/rrd_updates?start=-20", Map.of("Cookie", "session_id=" + session))
                        .statusCode())
                .isEqualTo(200);
    }

    private void emergency() throws InterruptedException {
        CountDownLatch inEmergency = new CountDownLatch(1);
        clock.after(
                Duration.ZERO,
                () -> world.onChange(event -> {
                    if (event.what().startsWith("in emergency mode")) {
                        inEmergency.countDown();
                    }
                }));
        clock.after(Duration.ZERO, () -> world.host("alpha").adminRepoint(world.host("alpha")));
        assertThat(inEmergency.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    private static Map<String, String> basic(String password) {
        String pair = Base64.getEncoder().encodeToString(("root:" + password).getBytes(StandardCharsets.UTF_8));
        return Map.of("Authorization", "Basic " + pair);
    }

    private HttpResponse<byte[]> get(String path, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("https://" + authority() + path));
        headers.forEach(request::header);
        return send(request.GET());
    }

    private JsonNode call(String body) throws Exception {
        HttpResponse<byte[]> response = post("/jsonrpc", body);
        assertThat(response.headers().firstValue("content-type")).contains("application/json");
        return json.readTree(response.body());
    }

    private HttpResponse<byte[]> post(String path, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("https://" + authority() + path))
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return send(request);
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) {
        return http.send(request, PATIENCE, Connection.KEPT, CAP)
                .toCompletableFuture()
                .join();
    }

    private String authority() {
        return face.xapi(world.host("alpha")).getAddress().getHostAddress() + ":"
                + face.xapi(world.host("alpha")).getPort();
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }
}
