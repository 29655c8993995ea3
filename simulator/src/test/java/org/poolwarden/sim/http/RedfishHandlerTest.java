package org.poolwarden.sim.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.poolwarden.sim.PoolSpec;
import org.poolwarden.sim.RealClock;
import org.poolwarden.sim.SimWorld;
import org.poolwarden.xapi.Connection;
import org.poolwarden.xapi.transport.BoundedHttp;
import org.poolwarden.xapi.transport.Fingerprint;
import org.poolwarden.xapi.transport.TlsTrust;

class RedfishHandlerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String RESET = "/redfish/v1/Systems/1/Actions/ComputerSystem.Reset";
    private static final String SESSIONS = "/redfish/v1/SessionService/Sessions";

    private final RealClock clock = new RealClock();
    private final SimWorld world = new SimWorld(clock, 1);
    private SimFace face;
    private BoundedHttp http;

    @BeforeEach
    void open() throws Exception {
        world.add(PoolSpec.of("closet", Map.of("alpha", "10.0.0.1")).withBmc(Set.of("alpha")));
        face = SimFace.open(world, clock, "rack-a", 0);
        http = new BoundedHttp(TlsTrust.pinned(Map.of(authority(), Set.of(Fingerprint.parse(face.fingerprint())))));
    }

    @AfterEach
    void close() {
        http.close();
        face.close();
        clock.close();
    }

    @Test
    void theSystemIsFoundFromTheRootAndNamesItsActions() throws Exception {
        String systems =
                json(send(request("/redfish/v1"))).at("/Systems/@odata.id").asText();
        String system = json(send(basic(systems))).at("/Members/0/@odata.id").asText();
        JsonNode record = json(send(basic(system)));

        assertThat(record.path("PowerState").asText()).isEqualTo("On");
        JsonNode reset = record.path("Actions").path("#ComputerSystem.Reset");
        assertThat(reset.path("target").asText()).isEqualTo(RESET);
        assertThat(reset.path("ResetType@Redfish.AllowableValues").toString()).contains("ForceOff", "On");
    }

    @Test
    void powerIsTakenAndGivenBack() throws Exception {
        assertThat(send(basic(RESET).POST(body("{\"ResetType\":\"ForceOff\"}"))).statusCode())
                .isEqualTo(204);
        assertThat(json(send(basic("/redfish/v1/Systems/1"))).path("PowerState").asText())
                .isEqualTo("Off");

        assertThat(send(basic(RESET).POST(body("{\"ResetType\":\"On\"}"))).statusCode())
                .isEqualTo(204);
        assertThat(json(send(basic("/redfish/v1/Systems/1"))).path("PowerState").asText())
                .isEqualTo("On");
    }

    @Test
    void wrongOrdersAreNamed() {
        assertThat(send(basic(RESET).POST(body("{\"ResetType\":\"Explode\"}"))).statusCode())
                .isEqualTo(400);
        assertThat(send(basic(RESET).POST(body("no json"))).statusCode()).isEqualTo(400);
        assertThat(send(basic(RESET)).statusCode()).isEqualTo(405);
        assertThat(send(basic("/redfish/v1/Chassis")).statusCode()).isEqualTo(404);
    }

    @Test
    void withoutAnAccountNothingIsToldAndNothingDone() throws Exception {
        assertThat(send(request("/redfish/v1/Systems/1")).statusCode()).isEqualTo(401);
        assertThat(send(request(RESET).POST(body("{\"ResetType\":\"ForceOff\"}")))
                        .statusCode())
                .isEqualTo(401);
        assertThat(json(send(basic("/redfish/v1/Systems/1"))).path("PowerState").asText())
                .isEqualTo("On");
    }

    @Test
    void aSessionsTokenIsGoodUntilTheSessionEnds() {
        HttpResponse<byte[]> opened =
                send(request(SESSIONS).POST(body("{\"UserName\":\"root\",\"Password\":\"simulated\"}")));
        String token = opened.headers().firstValue("X-Auth-Token").orElseThrow();
        String session = opened.headers().firstValue("Location").orElseThrow();
        assertThat(opened.statusCode()).isEqualTo(201);

        assertThat(send(request("/redfish/v1/Systems/1").header("X-Auth-Token", token))
                        .statusCode())
                .isEqualTo(200);
        assertThat(send(request(session).header("X-Auth-Token", token).DELETE()).statusCode())
                .isEqualTo(204);
        assertThat(send(request("/redfish/v1/Systems/1").header("X-Auth-Token", token))
                        .statusCode())
                .isEqualTo(401);
        assertThat(send(request(SESSIONS).POST(body("{\"UserName\":\"root\",\"Password\":\"guess\"}")))
                        .statusCode())
                .isEqualTo(401);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("https://" + authority() + path));
    }

    private HttpRequest.Builder basic(String path) {
        String pair = Base64.getEncoder().encodeToString("root:simulated".getBytes(StandardCharsets.UTF_8));
        return request(path).header("Authorization", "Basic " + pair);
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) {
        return http.send(request, PATIENCE, Connection.KEPT, 64 * 1024)
                .toCompletableFuture()
                .join();
    }

    private static HttpRequest.BodyPublisher body(String text) {
        return HttpRequest.BodyPublishers.ofString(text);
    }

    private static JsonNode json(HttpResponse<byte[]> response) throws Exception {
        return new ObjectMapper().readTree(response.body());
    }

    private String authority() {
        return face.bmc(world.host("alpha")).getAddress().getHostAddress() + ":"
                + face.bmc(world.host("alpha")).getPort();
    }
}
