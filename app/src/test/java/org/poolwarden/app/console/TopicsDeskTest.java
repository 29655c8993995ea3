package org.poolwarden.app.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.poolwarden.app.operate.Trouble;
import org.poolwarden.app.run.Reach;

/** What a person is shown before a word is written, and what is then not written. There is no Kafka behind it. */
class TopicsDeskTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Fleet fleet = new Fleet();
    private TopicsDesk desk;

    @BeforeEach
    void open(@TempDir Path dir) throws IOException {
        Reach nowhere = Reach.read(Files.writeString(
                dir.resolve("poolwarden.properties"),
                "bootstrap.servers=127.0.0.1:9\nschema.registry.url=http://127.0.0.1:9\n"
                        + "broker.patience.ms=500\n"));
        desk = new TopicsDesk(fleet.board, nowhere, Clock.fixed(Fleet.LOST, ZoneOffset.UTC));
        fleet.lost("closet", 3, 1);
    }

    private static Wish wish(Map<String, Object> form) throws Trouble, IOException {
        return Wish.read(JSON.writeValueAsString(form));
    }

    private static Map<String, Object> approval() {
        return new HashMap<>(
                Map.of("kind", "approve", "pool", "closet", "command", "PROMOTE", "epoch", 1, "reason", "seen"));
    }

    @Test
    void anApprovalShowsWhatItLeavesOfEachGuard() throws Exception {
        JsonNode shown = desk.preview(wish(approval()));

        assertThat(shown.path("heading").asText()).isEqualTo("You approve PROMOTE of h1 (10.0.0.12); epoch 1");
        assertThat(shown.path("guards").get(0).path("key").asText()).isEqualTo("MODE");
        assertThat(shown.path("guards").get(0).path("then").asText()).isEqualTo("lifted");
    }

    @Test
    void aWindowShowsThePolicyBeforeAndAfter() throws Exception {
        JsonNode shown =
                desk.preview(wish(Map.of("kind", "maintenance", "pool", "closet", "host", "h2", "time", "30m")));

        assertThat(shown.path("lines")).hasSize(1);
        assertThat(shown.path("lines").get(0).path("now").asText()).isEqualTo("-");
        assertThat(shown.path("lines").get(0).path("then").asText())
                .startsWith("h2 (10.0.0.13) until 2026-11-22 20:30:12Z");
    }

    @Test
    void whatIsNotSoAnyMoreIsNotWritten() throws Exception {
        Map<String, Object> form = approval();
        form.put("seen", desk.preview(wish(form)).path("seen").asText());
        fleet.settled("closet", 3);

        assertThatThrownBy(() -> desk.write(wish(form), "ann"))
                .isInstanceOf(Trouble.class)
                .hasMessage("nothing is written: what you have seen is not so any more; look again");
    }

    @Test
    void aWordThatNobodyHasLookedAtIsNotWritten() {
        assertThatThrownBy(() -> desk.write(wish(approval()), "ann")).hasMessageStartingWith("nothing is written");
    }

    @Test
    void aWordWithoutAReasonIsNotWritten() {
        Map<String, Object> form = approval();
        form.put("reason", "  ");

        assertThatThrownBy(() -> desk.write(wish(form), "ann")).hasMessageStartingWith("a reason is needed");
    }

    @Test
    void whatHasBeenSeenGoesOnItsWay() throws Exception {
        Map<String, Object> form = approval();
        form.put("seen", desk.preview(wish(form)).path("seen").asText());

        assertThatThrownBy(() -> desk.write(wish(form), "ann"))
                .as("there is no Kafka")
                .hasMessageContaining("127.0.0.1:9");
    }

    @Test
    void anUnknownPoolIsAnsweredWithTheNearest() {
        assertThatThrownBy(() -> desk.preview(wish(Map.of("kind", "pause", "pool", "closed"))))
                .hasMessageContaining("closet");
    }
}
