package org.poolwarden.app.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.poolwarden.schema.ActionKind;
import org.poolwarden.schema.Alert;
import org.poolwarden.schema.AlertState;
import org.poolwarden.schema.MaintenanceWindow;
import org.poolwarden.schema.OperatorAction;
import org.poolwarden.schema.PoolPolicy;
import org.poolwarden.schema.Severity;

/** What the operator's verbs write to the topics. */
class DeskTest {

    private static final Instant NOW = Instant.parse("2026-11-22T20:01:00Z");

    private final List<PoolPolicy> policies = new ArrayList<>();
    private final List<OperatorAction> actions = new ArrayList<>();
    private Desk desk;

    @BeforeEach
    void aDeskOfTwoPools() throws ScenarioException {
        Scenario scenario = ScenarioReader.read(
                "story.yaml",
                """
                name: two pools
                pools: [{name: north, hosts: [n1, n2]}, {name: south, hosts: [s1, s2]}]
                policy: {mode: auto, auto-fence: true, promote-without-fence: true, ha: off, boot-allowance: 3m}
                run: 1m
                expect: [{no-command: any}]
                """);
        desk = new Desk(new Places(scenario.cast()), policies::add, actions::add);
        desk.open(scenario);
    }

    @Test
    void everyPoolBeginsWithTheWholePolicy() {
        assertThat(policies).extracting(PoolPolicy::getPool).containsExactly("north", "south");
        assertThat(policies).allSatisfy(policy -> {
            assertThat(policy.getMode()).hasToString("AUTO");
            assertThat(policy.getAutoFence()).isTrue();
            assertThat(policy.getPromoteWithoutFence()).isTrue();
            assertThat(policy.getHa()).hasToString("OFF");
            assertThat(policy.getBootAllowanceMs())
                    .contains(Duration.ofMinutes(3).toMillis());
            assertThat(policy.getHeartbeatMs()).contains(5000L);
            assertThat(policy.getDeadlineMs()).contains(2000L);
        });
    }

    @Test
    void aMaintenanceWindowIsOneHostsAndTheLastOneOfItCounts() {
        desk.maintenance(new HostName("south", "s1"), Duration.ofMinutes(30), NOW);
        desk.maintenance(new HostName("south", "s2"), Duration.ofMinutes(5), NOW);
        desk.maintenance(new HostName("south", "s1"), Duration.ofMinutes(1), NOW);

        PoolPolicy last = policies.get(policies.size() - 1);
        assertThat(last.getPool()).isEqualTo("south");
        assertThat(last.getMaintenance())
                .containsExactly(
                        new MaintenanceWindow("10.0.2.12", NOW.plusSeconds(300)),
                        new MaintenanceWindow("10.0.2.11", NOW.plusSeconds(60)));
        assertThat(last.getMaintenanceUntil()).isEmpty();
    }

    @Test
    void pauseAndModeAreRulesOfEveryPoolAndLeaveTheRest() {
        desk.maintenance(new HostName("south", "s1"), Duration.ofMinutes(30), NOW);
        desk.pause(true);
        desk.mode(org.poolwarden.schema.Mode.OBSERVE);

        List<PoolPolicy> last = policies.subList(policies.size() - 2, policies.size());
        assertThat(last).extracting(PoolPolicy::getPool).containsExactly("north", "south");
        assertThat(last).allMatch(policy -> policy.getPaused() && policy.getAutoFence());
        assertThat(last.get(1).getMaintenance()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    PROMOTE s2 verified-down s1        | south       | 10.0.2.12 | 10.0.2.11
                    PROMOTE verified-down south/s1     | south       | -         | 10.0.2.11
                    DESIGNATE n2                       | north       | 10.0.1.12 | -
                    FENCE                              | north,south | -         | -
                    """)
    void anApprovalNamesWhatItIsBoundTo(String words, String pools, String host, String down) {
        desk.say(ActionKind.APPROVE, List.of(words.split(" ")), NOW);

        assertThat(actions).extracting(OperatorAction::getPool).containsExactly(pools.split(","));
        assertThat(actions).allSatisfy(action -> {
            assertThat(action.getKind()).isEqualTo(ActionKind.APPROVE);
            assertThat(action.getCommand().orElseThrow()).hasToString(words.split(" ")[0]);
            assertThat(action.getHost().orElse(null)).isEqualTo(host);
            assertThat(action.getVerifiedDown().orElse(null)).isEqualTo(down);
            assertThat(action.getAt()).isEqualTo(NOW);
        });
        assertThat(actions).extracting(OperatorAction::getId).doesNotHaveDuplicates();
    }

    @Test
    void aRejectionIsOneToo() {
        desk.say(ActionKind.REJECT, List.of("PROMOTE", "n2"), NOW);

        assertThat(actions).singleElement().satisfies(action -> {
            assertThat(action.getKind()).isEqualTo(ActionKind.REJECT);
            assertThat(action.getHost()).contains("10.0.1.12");
        });
    }

    @Test
    void anAcknowledgementIsOfEveryAlertOfTheKindThatFires() {
        desk.sees(alert("north/HOST_LOST/10.0.1.12", AlertState.FIRING));
        desk.sees(alert("south/HOST_LOST/10.0.2.12", AlertState.FIRING));
        desk.sees(alert("south/HOST_LOST/10.0.2.12", AlertState.RESOLVED));
        desk.sees(alert("south/POOL_DARK", AlertState.FIRING));

        desk.acknowledge("HOST_LOST", NOW);

        assertThat(actions).singleElement().satisfies(action -> {
            assertThat(action.getPool()).isEqualTo("north");
            assertThat(action.getAlertKey()).contains("north/HOST_LOST/10.0.1.12");
        });
    }

    @Test
    void whoAcknowledgesWhatDoesNotFireIsLateAndSaysItAnyway() {
        desk.acknowledge("MASTER_LOST", NOW);

        assertThat(actions)
                .extracting(action -> action.getAlertKey().orElseThrow())
                .containsExactly("north/MASTER_LOST", "south/MASTER_LOST");
    }

    private static Alert alert(String key, AlertState state) {
        return Alert.newBuilder()
                .setKey(key)
                .setPool(key.split("/")[0])
                .setKind(key.split("/")[1])
                .setState(state)
                .setSeverity(Severity.WARNING)
                .setSummary("")
                .setRunbook(List.of())
                .setWithheld(List.of())
                .setCause("tick")
                .setEvidence(List.of())
                .setStartsAt(NOW)
                .setJudgedAt(NOW)
                .setEpoch(1)
                .build();
    }
}
