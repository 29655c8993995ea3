package org.poolwarden.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.poolwarden.app.operate.Trouble;

/** What the console answers on loopback, where nobody logs in. */
class ConsoleFaceTest {

    private static final Map<String, Object> PAUSE = Map.of("kind", "pause", "pool", "closet", "reason", "works");

    private Face face;

    @BeforeEach
    void open() throws Trouble {
        face = new Face(ConsoleSettings.loopback(0));
    }

    @AfterEach
    void close() {
        face.close();
    }

    @Test
    void everyAnswerForbidsForeignAndInlineScripts() throws IOException, InterruptedException {
        for (String path :
                List.of("/", "/app.js", "/api/me", "/api/pools", "/api/pools/none", "/none", "/api/live/x")) {
            HttpResponse<String> answer = face.get(path);

            assertThat(answer.headers().firstValue("Content-Security-Policy"))
                    .as(path)
                    .hasValueSatisfying(policy -> assertThat(policy)
                            .startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
                            .doesNotContain("unsafe"));
            assertThat(answer.headers().firstValue("X-Content-Type-Options"))
                    .as(path)
                    .hasValue("nosniff");
        }
    }

    @Test
    void thePageNeedsNothingThatItsPolicyForbids() throws IOException, InterruptedException {
        assertThat(face.get("/").body()).doesNotContainPattern("<script>|<style|style=|\\son\\w+=|https?:");
    }

    @Test
    void aNameThatSomebodyElsePointsToLoopbackIsNotAnswered() throws IOException {
        assertThat(statusFor("evil.example:" + face.port())).contains(" 421 ");
        assertThat(statusFor("localhost:" + face.port())).contains(" 200 ");
    }

    /** Java's client does not let a test choose that header. */
    private String statusFor(String host) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), face.port())) {
            socket.getOutputStream()
                    .write(("GET /api/pools HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
        }
    }

    @Test
    void aWordWithoutThePagesTokenIsNotWritten() throws IOException, InterruptedException {
        assertThat(face.post("/api/words", PAUSE).statusCode()).isEqualTo(403);
        assertThat(face.desk.written).isEmpty();
    }

    @Test
    void aWordIsWrittenInTheNameOfWhoeverRunsTheConsole() throws IOException, InterruptedException {
        face.greets();

        assertThat(face.post("/api/words", PAUSE).statusCode()).isEqualTo(200);
        assertThat(face.desk.written).containsExactly("ann: PAUSE closet, works");
    }

    @Test
    void aWordFromAnotherSitesPageIsNotWritten() throws IOException, InterruptedException {
        face.greets();

        HttpResponse<String> answer =
                face.send(face.posting("/api/words", PAUSE).header("Origin", "http://evil.example"));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(face.desk.written).isEmpty();
    }

    @Test
    void aFormThatAnyPageCanSendIsNotWritten() throws IOException, InterruptedException {
        face.greets();

        HttpResponse<String> answer =
                face.send(face.posting("/api/words", PAUSE).setHeader("Content-Type", "text/plain"));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(face.desk.written).isEmpty();
    }

    @Test
    void aWordThatIsNoneIsRefusedInASentence() throws IOException, InterruptedException {
        face.greets();

        HttpResponse<String> answer = face.post("/api/words", Map.of("kind", "reboot", "pool", "closet"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("expected a kind of word, found 'REBOOT'");
    }

    @Test
    void thePoolThatNeedsSomebodyIsFirst() throws IOException, InterruptedException {
        face.fleet.settled("attic", 2);
        face.fleet.lost("closet", 3, 1);

        JsonNode rows = face.json("/api/pools");

        assertThat(rows.findValuesAsText("pool")).containsExactly("closet", "attic");
        assertThat(rows.get(0).path("tone").asText()).isEqualTo("alarm");
        assertThat(rows.get(0).path("withheld").get(0).asText()).isEqualTo("PROMOTE");
    }

    @Test
    void aPoolsPageTellsTheCoordinatorEveryTestimonyAndTheGuards() throws IOException, InterruptedException {
        face.fleet.lost("closet", 3, 1);

        JsonNode page = face.json("/api/pools/closet");

        JsonNode hosts = page.path("graph").path("hosts");
        assertThat(hosts.get(0).path("coordinator").asBoolean()).isTrue();
        assertThat(hosts.get(0).path("blamed").asBoolean()).isTrue();
        assertThat(hosts.get(1).path("seen").get(0).path("testimony").asText()).isEqualTo("LOST");
        assertThat(page.path("explanation")
                        .path("held")
                        .get(0)
                        .path("guards")
                        .get(0)
                        .path("guard")
                        .asText())
                .isEqualTo("MODE");
        assertThat(page.path("alerts").get(0).path("runbook").get(0).asText()).startsWith("On h1: xe ");
    }

    @Test
    void aTimelineHidesNoGuardAndNamesTheRecord() throws IOException, InterruptedException {
        face.fleet.settled("closet", 2);
        face.fleet.lost("closet", 2, 1);

        JsonNode lines = face.json("/api/pools/closet/timeline");

        assertThat(lines.findValuesAsText("kind")).containsExactly("finding", "finding", "alert");
        assertThat(lines.get(1).path("withheld").get(0).path("guard").asText()).isEqualTo("MODE");
        assertThat(lines.get(1).path("source").asText()).isEqualTo("xen.findings-0@1");
    }

    @Test
    void aThousandBigPoolsAreOneSmallAnswer() throws IOException, InterruptedException {
        for (int i = 0; i < 1000; i++) {
            face.fleet.lost("pool-" + i, 16, 12);
        }

        HttpResponse<String> answer = face.get("/api/pools");

        assertThat(face.json("/api/pools")).hasSize(1000);
        assertThat(answer.body().length()).isLessThan(700_000);
    }

    @Test
    @Timeout(60)
    void anOpenPageHearsWhatChangesAndHowToComeBack() throws IOException, InterruptedException {
        face.fleet.settled("closet", 2);
        face.herald.speak();
        HttpResponse<InputStream> live =
                face.client().send(face.request("/api/live").build(), BodyHandlers.ofInputStream());
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(live.body(), StandardCharsets.UTF_8))) {
            assertThat(readTo(reader, "event: hello")).contains("retry: 2000");

            face.fleet.lost("closet", 2, 1);
            face.herald.speak();

            assertThat(readTo(reader, "event: row")).containsPattern("id: \\d+");
            assertThat(reader.readLine()).contains("\"verdict\":\"MASTER_LOST\"");
        }
    }

    private static String readTo(BufferedReader reader, String end) throws IOException {
        StringBuilder read = new StringBuilder();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            read.append(line).append('\n');
            if (line.equals(end)) {
                return read.toString();
            }
        }
        throw new IOException("ended before " + end + ": " + read);
    }

    @Test
    void aPageThatDoesNotReadIsLetGo() throws InterruptedException {
        LiveClient client = face.feed.open().orElseThrow();

        for (int i = 0; i < 1000; i++) {
            face.feed.tell("row", "{}");
        }

        assertThat(face.feed.size()).isZero();
        java.io.ByteArrayOutputStream heard = new java.io.ByteArrayOutputStream();
        client.pump(heard);
        assertThat(heard.toString(StandardCharsets.UTF_8)).isEqualTo("retry: 2000\n\n");
    }

    @Test
    void pagesBeyondAHundredWait() throws IOException, InterruptedException {
        while (face.feed.open().isPresent()) {
            assertThat(face.feed.size()).isLessThanOrEqualTo(100);
        }

        assertThat(face.send(face.request("/api/live").timeout(Duration.ofSeconds(30)))
                        .statusCode())
                .isEqualTo(503);
    }
}
