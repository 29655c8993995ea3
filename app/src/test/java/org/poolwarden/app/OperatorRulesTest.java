package org.poolwarden.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.poolwarden.app.embedded.EmbeddedStack;
import org.poolwarden.schema.HaStatement;
import org.poolwarden.schema.MaintenanceWindow;
import org.poolwarden.schema.Mode;
import org.poolwarden.schema.PoolPolicy;

/** Policies, pauses and maintenance windows: whole records, written over the last one. */
@ExtendWith(SharedStack.class)
class OperatorRulesTest {

    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant FAR_AWAY = Instant.parse("2999-01-01T00:00:00Z");

    private final Incident closet = new Incident("closet");
    private final Incident attic = new Incident("attic");

    @TempDir
    private Path dir;

    private Laboratory lab;

    @BeforeEach
    void open(EmbeddedStack stack, TestInfo test) throws IOException, InterruptedException {
        lab = new Laboratory(stack, test.getTestMethod().orElseThrow().getName() + ".", dir);
        lab.finds(closet.settled(), attic.settled());
    }

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void aChangedLineLeavesTheOthersAsTheyWere() {
        lab.write(lab.topics.policies(), "closet", policy().setAutoFence(true).build());

        assertThat(lab.agrees("policy", "set", "closet", "mode=auto", "ha=off", "boot-allowance=15m"))
                .isZero();

        PoolPolicy written = last("closet");
        assertThat(written.getMode()).isEqualTo(Mode.AUTO);
        assertThat(written.getHa()).isEqualTo(HaStatement.OFF);
        assertThat(written.getBootAllowanceMs()).contains(900_000L);
        assertThat(written.getAutoFence()).isTrue();
        assertThat(written.getAuthor()).isEqualTo("ann");
        assertThat(written.getReason()).isEqualTo("because");
        assertThat(lab.said().lines())
                .containsExactly(
                        "POOL    KEY             NOW      THEN",
                        "closet  mode            observe  auto",
                        "closet  ha              unknown  off",
                        "closet  boot-allowance  default  15m",
                        "written, and read by the processors: closet");
    }

    @Test
    void everyWrongLineIsNamedAtOnce() {
        assertThat(lab.agrees(
                        "policy", "set", "closet", "mode=automatic", "auto-fence=yes", "hart=off", "boot-allowance=0s"))
                .isEqualTo(2);
        assertThat(lab.complained().lines())
                .containsExactly(
                        "mode: expected observe, advise, auto, found 'automatic'",
                        "auto-fence: expected true, false, found 'yes'",
                        "unknown key 'hart'; the nearest is 'ha'",
                        "boot-allowance: expected a time such as 30s, 10m or 8h, at least 1s, or default, found '0s'");
        assertThat(policies()).isEmpty();
    }

    @Test
    void aDeadlineOfMoreThanHalfAHeartbeatIsNotWritten() {
        assertThat(lab.agrees("policy", "set", "closet", "heartbeat=5s", "deadline=3s"))
                .isEqualTo(2);
        assertThat(lab.complained()).isEqualTo("deadline: expected at most half of the heartbeat 5s, found '3s'\n");
        assertThat(policies()).isEmpty();

        assertThat(lab.agrees("policy", "set", "closet", "heartbeat=6s", "deadline=3s"))
                .isZero();
        assertThat(last("closet").getDeadlineMs()).contains(3000L);

        assertThat(lab.agrees("policy", "set", "closet", "heartbeat=default", "deadline=default"))
                .isZero();
        assertThat(last("closet").getHeartbeatMs()).isEmpty();
    }

    @Test
    void whatIsPrintedAsYamlCanBeRead() throws IOException {
        lab.write(
                lab.topics.policies(),
                "closet",
                policy().setHa(HaStatement.OFF)
                        .setPaused(true)
                        .setBootAllowanceMs(90_000L)
                        .build());

        lab.types("policy", "get", "closet", "-o", "yaml");
        String yaml = lab.said();
        assertThat(yaml)
                .isEqualTo(
                        """
                        mode: observe
                        auto-fence: false
                        promote-without-fence: false
                        ha: off
                        boot-allowance: 90s
                        """);
        Path file = Files.writeString(dir.resolve("policy.yaml"), yaml);

        assertThat(lab.agrees("policy", "set", "closet", "--file", file.toString()))
                .isZero();
        assertThat(lab.said()).isEqualTo("Nothing changes.\n");
        assertThat(lab.agrees("policy", "set", "attic", "--file", file.toString()))
                .isZero();
        assertThat(last("attic").getHa()).isEqualTo(HaStatement.OFF);
        assertThat(last("attic").getPaused()).isFalse();
    }

    @Test
    void aFileIsTheWholePolicyAndPausesStay() throws IOException {
        lab.write(
                lab.topics.policies(),
                "closet",
                policy().setAutoFence(true).setPaused(true).build());
        Path file = Files.writeString(dir.resolve("policy.yaml"), "policy: {mode: auto}\n");

        assertThat(lab.agrees("policy", "set", "closet", "--file", file.toString()))
                .isZero();

        assertThat(last("closet").getMode()).isEqualTo(Mode.AUTO);
        assertThat(last("closet").getAutoFence()).isFalse();
        assertThat(last("closet").getPaused()).isTrue();
    }

    @Test
    void aPoolThatNobodyHasHeardOfMustBeCalledNew() {
        assertThat(lab.agrees("policy", "set", "closset", "mode=auto")).isEqualTo(2);
        assertThat(lab.agrees("policy", "set", "cellar", "mode=auto", "--new")).isZero();
        assertThat(policies()).extracting(PoolPolicy::getPool).containsExactly("cellar");
    }

    @Test
    void aPolicyThatSomebodyChangedMeanwhileIsNotOverwritten() {
        lab.terminal.answer(() -> {
            lab.write(lab.topics.policies(), "closet", policy().setPaused(true).build());
            return "y";
        });

        assertThat(lab.types("policy", "set", "closet", "mode=auto", "--reason", "because"))
                .isEqualTo(1);
        assertThat(lab.complained())
                .isEqualTo("nothing is written: meanwhile bob has changed the policy of closet; look again\n");
        assertThat(last("closet").getAuthor()).isEqualTo("bob");
    }

    @Test
    void allPoolsArePausedByOneRecordEachAndNoneTwice() {
        lab.write(lab.topics.policies(), "closet", policy().build());

        assertThat(lab.agrees("pause", "--all")).isZero();
        assertThat(last("closet").getPaused()).isTrue();
        assertThat(last("closet").getMode()).isEqualTo(Mode.OBSERVE);
        assertThat(last("attic").getPaused()).isTrue();

        assertThat(lab.agrees("pause", "attic")).isZero();
        assertThat(lab.said()).isEqualTo("Nothing changes.\n");
        assertThat(policies()).hasSize(3);

        assertThat(lab.agrees("resume", "attic", "closet")).isZero();
        assertThat(last("attic").getPaused()).isFalse();
        assertThat(last("closet").getPaused()).isFalse();
    }

    @Test
    void eitherPoolsOrAllAreMeant() {
        assertThat(lab.agrees("pause")).isEqualTo(2);
        assertThat(lab.complained()).isEqualTo("expected pools, or --all\n");
        assertThat(lab.agrees("pause", "closet", "--all")).isEqualTo(2);
        assertThat(policies()).isEmpty();
    }

    @Test
    void aWindowOpensIsReplacedAndEnds() {
        assertThat(lab.agrees("maintenance", "closet-b", "30m")).isZero();
        assertThat(last("closet").getMaintenance()).singleElement().satisfies(window -> {
            assertThat(window.getHost()).isEqualTo(Incident.B);
            assertThat(window.getUntil())
                    .isCloseTo(Instant.now().plus(30, ChronoUnit.MINUTES), within(5, ChronoUnit.MINUTES));
        });
        assertThat(lab.said()).contains("closet-b (10.0.0.2) until ");

        assertThat(lab.agrees("maintenance", "closet/10.0.0.2", "8h")).isZero();
        assertThat(last("closet").getMaintenance()).singleElement().satisfies(window -> assertThat(window.getUntil())
                .isAfter(Instant.now().plus(7, ChronoUnit.HOURS)));

        assertThat(lab.agrees("maintenance", "closet-b", "off")).isZero();
        assertThat(last("closet").getMaintenance()).isEmpty();
    }

    @Test
    void theNameOfAPoolMeansAllOfIt() {
        assertThat(lab.agrees("maintenance", "closet", "30m")).isZero();
        assertThat(last("closet").getMaintenanceUntil()).isPresent();

        assertThat(lab.agrees("maintenance", "closet", "off")).isZero();
        assertThat(last("closet").getMaintenanceUntil()).isEmpty();
    }

    /** By the brokers' clock: the last interview was appended after the end of a window that is dropped. */
    @Test
    void windowsThatHaveEndedAreDroppedWhenThePolicyIsRewritten() {
        List<MaintenanceWindow> windows =
                List.of(new MaintenanceWindow(Incident.A, LONG_AGO), new MaintenanceWindow(Incident.B, FAR_AWAY));
        lab.write(
                lab.topics.policies(),
                "closet",
                policy().setMaintenance(windows).setMaintenanceUntil(LONG_AGO).build());
        lab.writeBytes(lab.topics.heartbeats().name(), "closet", new byte[] {0});

        assertThat(lab.agrees("pause", "closet")).isZero();

        assertThat(last("closet").getMaintenance()).containsExactly(windows.get(1));
        assertThat(last("closet").getMaintenanceUntil()).isEmpty();
    }

    @Test
    void whereAHostIsInTwoPoolsThePoolIsPartOfItsName() {
        assertThat(lab.agrees("maintenance", "10.0.0.2", "30m")).isEqualTo(2);
        assertThat(lab.complained())
                .isEqualTo("'10.0.0.2' is in several pools, say which one: attic/attic-b, closet/closet-b\n");
        assertThat(lab.agrees("maintenance", "closet-b", "soon")).isEqualTo(2);
        assertThat(lab.complained()).isEqualTo("expected a time such as 30s, 10m or 8h, or off, found 'soon'\n");
        assertThat(policies()).isEmpty();
    }

    @Test
    void aPauseThatNobodyReadsEndsWithThree() {
        lab.processors.close();

        assertThat(lab.agrees("pause", "closet", "--timeout", "1s")).isEqualTo(3);
        assertThat(last("closet").getPaused()).isTrue();
        assertThat(lab.complained()).startsWith("written, and not read by the processors within 1s");
    }

    private static PoolPolicy.Builder policy() {
        return PoolPolicy.newBuilder()
                .setPool("closet")
                .setMode(Mode.OBSERVE)
                .setAuthor("bob")
                .setReason("as agreed");
    }

    private List<PoolPolicy> policies() {
        return lab.on(lab.topics.policies());
    }

    private PoolPolicy last(String pool) {
        return policies().stream()
                .filter(policy -> policy.getPool().equals(pool))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }
}
