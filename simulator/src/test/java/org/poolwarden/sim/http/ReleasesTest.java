package org.poolwarden.sim.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.poolwarden.sim.PoolSpec;
import org.poolwarden.sim.RealClock;
import org.poolwarden.sim.Release;
import org.poolwarden.sim.SimWorld;
import org.poolwarden.sim.http.SimFace.Wire;

/** What differs between releases on the wire, seen without TLS. */
class ReleasesTest {

    private final ObjectMapper json = new ObjectMapper();
    private final RealClock clock = new RealClock();
    private final SimWorld world = new SimWorld(clock, 1);
    private final HttpClient http = HttpClient.newHttpClient();
    private SimFace face;

    @AfterEach
    void close() {
        face.close();
        clock.close();
    }

    @Test
    void before2411RowsStandInsideOfMeta() throws Exception {
        open(Release.V23_31);
        JsonNode metrics = metrics();

        assertThat(metrics.has("data")).isFalse();
        assertThat(metrics.at("/meta/data/0/values").isArray()).isTrue();
        assertThat(metrics.at("/meta/step").asText()).isEqualTo("5");
    }

    @Test
    void from2411OnNumbersAreText() throws Exception {
        open(Release.V24_11);
        JsonNode metrics = metrics();

        assertThat(metrics.at("/meta/start").isTextual()).isTrue();
        assertThat(metrics.at("/data/0/values/0").isTextual()).isTrue();
        assertThat(metrics.at("/meta/legend"))
                .hasSize(metrics.at("/data/0/values").size());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "V8_2")
    void newReleasesRefuseMoreThanAKilobyteOfHeaders(Release release) throws Exception {
        open(release);
        assertThat(longHeaders().statusCode()).isEqualTo(431);
    }

    @Test
    void whoAcceptsJsonGetsIt() throws Exception {
        open(Release.V24_11);
        HttpResponse<String> answer =
                send(request("/rrd_updates?start=-20&host=true").header("Accept", "application/json"));

        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        assertThat(json.readTree(answer.body()).has("meta")).isTrue();
    }

    /** They keep averages only, as they are set up. */
    @Test
    void aFunctionOfWhichThereAreNoArchivesIsAnErrorOfTheServer() throws Exception {
        open(Release.V24_11);

        assertThat(send(request("/rrd_updates?start=-20&host=true&cf=AVERAGE")).statusCode())
                .isEqualTo(200);
        assertThat(send(request("/rrd_updates?start=-20&host=true&cf=MAX")).statusCode())
                .isEqualTo(500);
    }

    @Test
    void release82TakesThem() throws Exception {
        open(Release.V8_2);
        assertThat(longHeaders().statusCode()).isEqualTo(200);
    }

    private void open(Release release) throws IOException {
        world.add(PoolSpec.of("closet", Map.of("alpha", "10.0.0.1")).withRelease(release));
        face = SimFace.open(world, clock, "rack-a", 0, Wire.PLAIN);
    }

    private HttpResponse<String> longHeaders() throws Exception {
        return send(request("/rrd_updates?start=-20").header("X-Trace", "x".repeat(1024)));
    }

    private JsonNode metrics() throws Exception {
        return json.readTree(
                send(request("/rrd_updates?start=-20&host=true&json=true")).body());
    }

    private HttpRequest.Builder request(String path) {
        var address = face.xapi(world.host("alpha"));
        String pair = SimWorld.USER + ":" + SimWorld.PASSWORD;
        return HttpRequest.newBuilder(
                        URI.create("http://" + address.getAddress().getHostAddress() + ":" + address.getPort() + path))
                .version(HttpClient.Version.HTTP_1_1)
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes()));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
