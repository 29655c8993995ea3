package org.poolwarden.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.poolwarden.app.embedded.EmbeddedStack;
import org.poolwarden.schema.ActionKind;
import org.poolwarden.schema.AlertState;
import org.poolwarden.schema.Finding;
import org.poolwarden.schema.Guard;
import org.poolwarden.schema.Mode;
import org.poolwarden.schema.OperatorAction;
import org.poolwarden.schema.PoolPolicy;
import org.poolwarden.schema.Severity;
import org.poolwarden.schema.VerdictKind;

/** Verbs that change nothing: what they tell of the records on the topics. */
@ExtendWith(SharedStack.class)
class OperatorLooksTest {

    private final Incident closet = new Incident("closet");
    private final Incident attic = new Incident("attic");

    private Laboratory lab;

    @BeforeEach
    void open(EmbeddedStack stack, TestInfo test, @TempDir Path dir) throws IOException, InterruptedException {
        lab = new Laboratory(stack, test.getTestMethod().orElseThrow().getName() + ".", dir);
    }

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void listShowsTheWorstPoolFirst() {
        lab.finds(attic.settled(), closet.lost(Guard.FENCE_PROOF, Guard.MODE));
        lab.alerts(closet.alert(VerdictKind.MASTER_LOST, Severity.CRITICAL, AlertState.FIRING));
        lab.write(lab.topics.policies(), "cellar", policy("cellar", Mode.OBSERVE, true));

        assertThat(lab.types("list")).isZero();

        List<String> lines = lab.said().lines().toList();
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).startsWith("POOL").endsWith("WITHHELD");
        assertThat(lines.get(1))
                .startsWith("closet  MASTER_LOST (UNREACHABLE)  2026-11-22 20:00:12Z (")
                .contains("closet-a (10.0.0.1)  advise", "MASTER_LOST CRITICAL")
                .endsWith("PROMOTE: FENCE_PROOF MODE");
        assertThat(lines.get(2)).startsWith("cellar  not judged").contains("observe, paused");
        assertThat(lines.get(3)).startsWith("attic   SETTLED").containsPattern("advise +- +- +-$");
    }

    @Test
    void theLastRecordOfAKeyCounts() {
        lab.finds(closet.lost(Guard.MODE), closet.settled());
        lab.alerts(
                closet.alert(VerdictKind.MASTER_LOST, Severity.CRITICAL, AlertState.FIRING),
                closet.alert(VerdictKind.MASTER_LOST, Severity.CRITICAL, AlertState.RESOLVED));
        lab.finds(attic.settled());
        lab.writeBytes(lab.topics.findings().name(), "attic", null);

        lab.types("list");

        assertThat(lab.said()).contains("closet  SETTLED").doesNotContain("MASTER_LOST", "attic");
    }

    @Test
    void listAsJsonIsOneObjectForEachPool() throws IOException {
        lab.finds(attic.settled(), closet.lost(Guard.MODE));

        lab.types("list", "-o", "json");

        List<String> lines = lab.said().lines().toList();
        JsonNode first = new ObjectMapper().readTree(lines.get(0));
        assertThat(lines).hasSize(2);
        assertThat(first.get("pool").asText()).isEqualTo("closet");
        assertThat(first.get("since").asText()).isEqualTo("2026-11-22T20:00:12Z");
        assertThat(first.at("/withheld/0/guard").asText()).isEqualTo("MODE");
        assertThat(first.get("alerts")).isEmpty();
    }

    @Test
    void aVerdictHoldsSinceTheFirstFindingThatSaidSo() {
        Finding later = Finding.newBuilder(closet.lost(Guard.MODE))
                .setJudgedAt(Incident.LOST.plusSeconds(40))
                .build();
        lab.finds(closet.settled(), closet.lost(Guard.FENCE_PROOF), later);

        lab.types("list");

        assertThat(lab.said()).contains("2026-11-22 20:00:12Z").doesNotContain("20:00:52Z");
    }

    @Test
    void showTellsEvidenceGuardsAlertsAndPolicy() {
        lab.finds(closet.lost(Guard.FENCE_PROOF));
        lab.alerts(closet.alert(VerdictKind.MASTER_LOST, Severity.CRITICAL, AlertState.FIRING));
        lab.write(lab.topics.policies(), "closet", policy("closet", Mode.AUTO, false));

        assertThat(lab.types("show", "closet")).isZero();

        assertThat(lab.said())
                .startsWith("closet: MASTER_LOST (UNREACHABLE) since 2026-11-22 20:00:12Z")
                .containsPattern("closet-a \\(10\\.0\\.0\\.1\\) +rack-a +UNREACHABLE +- +ABSENT +NOT_READ +3 ")
                .containsPattern("closet-b \\(10\\.0\\.0\\.2\\) +rack-a +SLAVE +closet-a \\(10\\.0\\.0\\.1\\) +LOST ")
                .contains("xen.heartbeats-3@17")
                .containsPattern("PROMOTE of closet-b \\(10\\.0\\.0\\.2\\) +FENCE_PROOF +what lifts FENCE_PROOF")
                .contains("Alert closet/MASTER_LOST", "CRITICAL since 2026-11-22 20:00:12Z")
                .contains("On closet-b: xe pool-emergency-transition-to-master")
                .containsPattern("mode +auto")
                .containsPattern("author +bob");
    }

    @Test
    void anAlertIsAcknowledgedFromThePersonsWordOn() {
        lab.finds(closet.lost(Guard.MODE));
        lab.alerts(closet.alert(VerdictKind.MASTER_LOST, Severity.CRITICAL, AlertState.FIRING));
        lab.types("show", "closet");
        assertThat(lab.said()).doesNotContain("acknowledged");

        lab.write(
                lab.topics.operatorActions(),
                "closet",
                OperatorAction.newBuilder(closet.word(ActionKind.ACKNOWLEDGE))
                        .setAlertKey("closet/MASTER_LOST")
                        .build());

        lab.types("show", "closet");
        assertThat(lab.said()).contains("acknowledged by bob");
    }

    @Test
    void historyMergesFiveTopicsByAppendTime() {
        OperatorAction word = closet.word(ActionKind.APPROVE);
        lab.finds(attic.settled(), closet.settled());
        lab.write(lab.topics.operatorActions(), "closet", word);
        lab.finds(closet.lost(Guard.MODE));
        lab.write(lab.topics.commands(), "closet", closet.command(word));
        lab.alerts(closet.alert(VerdictKind.MASTER_LOST, Severity.CRITICAL, AlertState.FIRING));
        lab.write(lab.topics.outcomes(), "closet", closet.refusal(word, "late"));

        assertThat(lab.types("history", "closet")).isZero();
        assertThat(lab.said().lines().skip(1).map(line -> line.substring(22)))
                .containsExactly(
                        "finding  SETTLED, master closet-a (10.0.0.1)                    all follow closet-a",
                        "word     APPROVE PROMOTE                                        bob: saw it",
                        "finding  MASTER_LOST (UNREACHABLE), master closet-a (10.0.0.1)  master closet-a is unreachable;"
                                + " withheld: PROMOTE MODE",
                        "command  PROMOTE of closet-b (10.0.0.2)                         because",
                        "alert    MASTER_LOST CRITICAL FIRING                            summary of MASTER_LOST",
                        "outcome  PROMOTE REFUSED                                        APPROVE is not taken: late");

        lab.types("history", "closet", "--limit", "2", "-o", "json");
        assertThat(lab.said().lines()).hasSize(2).last().asString().contains("\"kind\":\"outcome\"", "\"offset\":0");
    }

    @Test
    void historyBeginsWhereItIsToldTo() {
        lab.finds(closet.settled());

        lab.types("history", "closet", "--since", "1h");
        assertThat(lab.said()).contains("SETTLED");

        lab.types("history", "closet", "--since", "0s");
        assertThat(lab.said()).isEqualTo("Nothing is told of closet in that time.\n");
    }

    @Test
    void explainPrintsTheApprovalThatLiftsWhatCanBeLifted() {
        lab.finds(closet.lost(Guard.ALIVE, Guard.FENCE_PROOF, Guard.MODE));

        assertThat(lab.types("explain", "closet")).isZero();

        assertThat(lab.said())
                .contains("PROMOTE of closet-b (10.0.0.2) is held back")
                .contains("An approval lifts FENCE_PROOF, MODE, but not ALIVE:")
                .contains("  poolwarden approve PROMOTE closet-b --pool closet --verified-down closet-a --epoch 1"
                        + " --reason WHY\n")
                .contains("seen at its console or BMC that closet-a (10.0.0.1) is off")
                .contains("  poolwarden policy set closet mode=auto --reason WHY\n");
    }

    @Test
    void explainOffersNoApprovalWhereNoneWouldHelp() {
        lab.finds(closet.lost(Guard.MODE, Guard.PAUSED));
        lab.write(lab.topics.policies(), "closet", policy("closet", Mode.OBSERVE, true));

        lab.types("explain", "closet");

        assertThat(lab.said())
                .doesNotContain("poolwarden approve")
                .contains("  poolwarden policy set closet mode=advise --reason WHY\n")
                .contains("  poolwarden resume closet --reason WHY\n");
    }

    @Test
    void explainSaysSoWhenNothingIsDue() {
        lab.finds(closet.settled());

        lab.types("explain", "closet");

        assertThat(lab.said()).endsWith("Nothing is held back: SETTLED calls for no command.\n");
    }

    @Test
    void anUnknownPoolEndsWithTwoAndTheNearest() {
        lab.finds(closet.settled(), attic.settled());

        assertThat(lab.types("show", "clozet")).isEqualTo(2);
        assertThat(lab.complained()).isEqualTo("unknown pool 'clozet'; the nearest is 'closet'\n");
        assertThat(lab.said()).isEmpty();
    }

    @Test
    void aRecordThatDoesNotDecodeIsLeftOutAndSaid() {
        lab.finds(closet.settled());
        lab.writeBytes(lab.topics.findings().name(), "attic", "no avro".getBytes(StandardCharsets.UTF_8));

        assertThat(lab.types("list")).isZero();

        assertThat(lab.said()).contains("closet").doesNotContain("attic");
        assertThat(lab.complained())
                .startsWith("left out: " + lab.topics.findings().name() + "-0@1: ");
    }

    @Test
    void nameMovesNoCursor() {
        lab.finds(Finding.newBuilder(closet.settled())
                .setReason("\u001b[2Jall\nis well")
                .build());

        lab.types("show", "closet");

        assertThat(lab.said()).contains(" [2Jall is well\n").doesNotContain("\u001b");
    }

    @Test
    void whenNobodyJudgesItSaysThatThisIsHowThingsWere() throws IOException {
        lab.finds(closet.settled());
        lab.types("list");
        assertThat(lab.complained()).isEmpty();

        without("application.id", "nobody");

        assertThat(lab.types("list")).isZero();
        assertThat(lab.complained()).startsWith("nobody judges: the consumer group nobody has no member");
    }

    @Test
    void aRegistryThatDoesNotAnswerEndsWithThree() throws IOException {
        lab.finds(closet.settled());
        without("schema.registry.url", "http://127.0.0.1:1");

        assertThat(lab.types("list")).isEqualTo(3);
        assertThat(lab.complained()).startsWith("the schema registry at http://127.0.0.1:1 does not answer: ");
    }

    @Test
    void topicsThatAreNotThereEndWithThree() throws IOException {
        without("topic.prefix", "elsewhere.");

        assertThat(lab.types("list")).isEqualTo(3);
        assertThat(lab.complained()).contains("there is no topic elsewhere.findings");
    }

    /** Replaces one line of the configuration. */
    private void without(String key, String value) throws IOException {
        List<String> lines = Files.readAllLines(lab.config()).stream()
                .map(line -> line.startsWith(key + "=") ? key + "=" + value : line)
                .toList();
        Files.write(lab.config(), lines);
    }

    private static PoolPolicy policy(String pool, Mode mode, boolean paused) {
        return PoolPolicy.newBuilder()
                .setPool(pool)
                .setMode(mode)
                .setPaused(paused)
                .setAuthor("bob")
                .setReason("as agreed")
                .build();
    }
}
