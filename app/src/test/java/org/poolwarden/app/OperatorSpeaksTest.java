package org.poolwarden.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.poolwarden.app.embedded.EmbeddedStack;
import org.poolwarden.schema.ActionKind;
import org.poolwarden.schema.AlertState;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.Guard;
import org.poolwarden.schema.OperatorAction;
import org.poolwarden.schema.Severity;
import org.poolwarden.schema.VerdictKind;

/** Approvals, rejections and acknowledgements: what is written, and what is said of the processors' answer. */
@ExtendWith(SharedStack.class)
class OperatorSpeaksTest {

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
    void anApprovalCarriesWhatThePersonSaw() {
        lab.finds(attic.settled(), closet.lost(Guard.FENCE_PROOF, Guard.MODE));
        lab.processors.make(word -> List.of(closet.command(word)));

        assertThat(lab.agrees("approve", "PROMOTE", "--verified-down", "closet-a"))
                .isZero();

        assertThat(words()).singleElement().satisfies(word -> {
            assertThat(word.getPool()).isEqualTo("closet");
            assertThat(word.getKind()).isEqualTo(ActionKind.APPROVE);
            assertThat(word.getCommand()).contains(CommandKind.PROMOTE);
            assertThat(word.getHost()).contains(Incident.B);
            assertThat(word.getVerifiedDown()).contains(Incident.A);
            assertThat(word.getEpoch()).contains(1L);
            assertThat(word.getAuthor()).isEqualTo("ann");
            assertThat(word.getReason()).isEqualTo("because");
        });
        assertThat(lab.said())
                .contains("You approve PROMOTE of closet-b (10.0.0.2), and have verified that closet-a (10.0.0.1) is"
                        + " down; epoch 1")
                .containsPattern("FENCE_PROOF +what lifts FENCE_PROOF +lifted")
                .containsPattern("MODE +what lifts MODE +lifted")
                .endsWith("issued: PROMOTE of closet-b as closet/2/PROMOTE/10.0.0.2, void unless it is begun by"
                        + " 2026-11-22 20:01:12Z\n");
    }

    @Test
    void withoutAVerifiedHostTheProofStaysMissing() {
        lab.finds(closet.lost(Guard.FENCE_PROOF, Guard.MODE));
        lab.processors.make(word -> List.of(closet.lost(Guard.FENCE_PROOF)));

        assertThat(lab.agrees("approve", "promote")).isZero();

        assertThat(lab.said())
                .containsPattern("FENCE_PROOF +what lifts FENCE_PROOF +stays")
                .endsWith(
                        "taken: PROMOTE of closet-b (10.0.0.2) still waits for FENCE_PROOF: what lifts FENCE_PROOF\n");
    }

    @Test
    void aRefusalEndsWithOneAndItsReason() {
        lab.finds(closet.lost(Guard.MODE));
        lab.processors.make(word -> List.of(closet.refusal(word, "the pool is in 2")));

        assertThat(lab.agrees("approve", "PROMOTE")).isEqualTo(1);
        assertThat(lab.said()).endsWith("refused: APPROVE is not taken: the pool is in 2\n");
    }

    @Test
    void asJsonTheAnswerIsOneObjectAndTheViewIsBesideIt() throws IOException {
        lab.finds(closet.lost(Guard.MODE));
        lab.processors.make(word -> List.of(closet.refusal(word, "late")));

        assertThat(lab.agrees("approve", "PROMOTE", "--epoch", "7", "-o", "json"))
                .isEqualTo(1);

        JsonNode answer = new ObjectMapper().readTree(lab.said());
        assertThat(answer.get("result").asText()).isEqualTo("REFUSED");
        assertThat(answer.at("/action/epoch").asLong()).isEqualTo(7);
        assertThat(lab.complained()).contains("You approve PROMOTE of closet-b (10.0.0.2); epoch 7");
    }

    @Test
    void aWordThatNobodyReadsIsWrittenAndEndsWithThree() {
        lab.finds(closet.lost(Guard.MODE));
        lab.processors.close();

        assertThat(lab.agrees("approve", "PROMOTE", "--timeout", "1s")).isEqualTo(3);
        assertThat(words()).hasSize(1);
        assertThat(lab.complained())
                .startsWith("written as " + words().get(0).getId() + ", and not answered by the processors within 1s");
    }

    @Test
    void whoSaysNoWritesNothing() {
        lab.finds(closet.lost(Guard.MODE));
        lab.terminal.answer(() -> "n");

        assertThat(lab.types("approve", "PROMOTE", "--reason", "because")).isEqualTo(1);
        assertThat(lab.terminal.questions()).containsExactly("Write it? [y/N] ");
        assertThat(lab.complained()).isEqualTo("nothing is written\n");
        assertThat(words()).isEmpty();
    }

    @Test
    void withoutATerminalOnlyYesIsYes() {
        lab.finds(closet.lost(Guard.MODE));

        assertThat(lab.types("approve", "PROMOTE", "--reason", "because")).isEqualTo(2);
        assertThat(lab.complained()).isEqualTo("nobody to ask: this is no terminal; --yes says yes\n");
        assertThat(words()).isEmpty();
    }

    @Test
    void whoSaysYesAtTheTerminalIsHeard() {
        lab.finds(closet.lost(Guard.MODE));
        lab.terminal.answer(() -> "y");

        assertThat(lab.types("reject", "PROMOTE", "--reason", "not tonight")).isZero();
        assertThat(words()).singleElement().satisfies(word -> {
            assertThat(word.getKind()).isEqualTo(ActionKind.REJECT);
            assertThat(word.getReason()).isEqualTo("not tonight");
            assertThat(word.getAuthor()).isEqualTo(System.getProperty("user.name"));
        });
        assertThat(lab.said()).endsWith("is not done before the epoch changes, unless somebody approves it\n");
    }

    @Test
    void ofTwoOpenIncidentsOneMustBeNamed() {
        lab.finds(attic.lost(Guard.MODE), closet.lost(Guard.MODE));

        assertThat(lab.agrees("approve", "PROMOTE")).isEqualTo(2);
        assertThat(lab.complained())
                .isEqualTo("these pools have an open incident, say which one with --pool: attic, closet\n");
        assertThat(lab.agrees("approve", "PROMOTE", "attic-b")).isZero();
        assertThat(words()).singleElement().extracting(OperatorAction::getPool).isEqualTo("attic");
    }

    @Test
    void whatIsNotThereEndsWithTwoAndTheNearest() {
        lab.finds(closet.lost(Guard.MODE));

        assertThat(lab.agrees("approve", "PROMOT")).isEqualTo(2);
        assertThat(lab.complained()).isEqualTo("unknown command 'PROMOT'; the nearest is 'PROMOTE'\n");
        assertThat(lab.agrees("approve", "PROMOTE", "closet-c")).isEqualTo(2);
        assertThat(lab.complained()).isEqualTo("unknown host 'closet-c'; the nearest is 'closet-a'\n");
        assertThat(lab.agrees("approve", "PROMOTE", "--verified-down", "closet-d"))
                .isEqualTo(2);
        assertThat(lab.complained()).startsWith("unknown host of pool closet 'closet-d'; the nearest is ");
        assertThat(lab.agrees("approve", "PROMOTE", "--pool", "closed")).isEqualTo(2);
        assertThat(lab.complained()).isEqualTo("unknown pool 'closed'; the nearest is 'closet'\n");
        assertThat(lab.agrees("approve", "DESIGNATE")).isEqualTo(2);
        assertThat(lab.complained()).startsWith("DESIGNATE needs a HOST");
        assertThat(words()).isEmpty();
    }

    @Test
    void aReasonThatSaysNothingIsNone() {
        lab.finds(closet.lost(Guard.MODE));

        assertThat(lab.types("approve", "PROMOTE", "--yes", "--reason", " ")).isEqualTo(2);
        assertThat(words()).isEmpty();
    }

    @Test
    void whoCallsALivingHostDownIsWarned() {
        lab.finds(closet.lost(Guard.MODE));

        lab.agrees("approve", "PROMOTE", "--verified-down", "closet-b");

        assertThat(lab.said()).contains("Beware: closet-b (10.0.0.2) shows life, SLAVE with power NOT_READ");
    }

    @Test
    void anAlertIsAcknowledgedByAnyNameThatMeansNoOther() {
        lab.alerts(
                closet.alert(VerdictKind.MASTER_LOST, Severity.CRITICAL, AlertState.FIRING),
                attic.alert(VerdictKind.MASTER_LOST, Severity.CRITICAL, AlertState.FIRING),
                attic.alert(VerdictKind.MASTER_UNSEEN, Severity.WARNING, AlertState.FIRING),
                closet.alert(VerdictKind.POOL_DARK, Severity.CRITICAL, AlertState.RESOLVED));

        assertThat(lab.agrees("ack", "MASTER_LOST")).isEqualTo(2);
        assertThat(lab.complained()).contains("which one is meant: ", "attic/MASTER_LOST", "closet/MASTER_LOST");
        assertThat(lab.agrees("ack", "POOL_DARK")).isEqualTo(2);
        assertThat(lab.complained()).startsWith("unknown firing alert 'POOL_DARK'; the nearest is ");
        assertThat(lab.agrees("ack", "MASTER_UNSEEN")).isZero();
        assertThat(lab.agrees("ack", "closet/MASTER_LOST")).isZero();
        assertThat(words())
                .extracting(OperatorAction::getPool, OperatorAction::getAlertKey)
                .containsExactly(
                        tuple("attic", Optional.of("attic/MASTER_UNSEEN")),
                        tuple("closet", Optional.of("closet/MASTER_LOST")));
    }

    private List<OperatorAction> words() {
        return lab.on(lab.topics.operatorActions());
    }
}
