package org.poolwarden.app.rehearse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.poolwarden.schema.Mode;

class ScenarioReaderTest {
    private static final String HEAD =
            """
            name: a story
            pool: {hosts: [alpha, beta], ha: off}
            run: 10m
            """;

    @ParameterizedTest
    @MethodSource("everyScenarioOfTheHouse")
    void everyScenarioOfTheHouseIsRead(Path file) throws Exception {
        Scenario scenario = ScenarioReader.read(file.toString(), Files.readString(file));

        assertThat(scenario.expectations()).isNotEmpty();
    }

    static Stream<Path> everyScenarioOfTheHouse() throws IOException {
        try (Stream<Path> shipped = Files.list(Path.of("../rehearsals"));
                Stream<Path> ahead = Files.list(Path.of("src/test/scenarios"))) {
            return Stream.concat(shipped, ahead)
                    .filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @Test
    void offIsAWordAndDefaultsAreThoseOfTheRules() throws Exception {
        Scenario scenario = read(HEAD + "expect: [{no-command: any}]");

        assertThat(scenario.cast().pools())
                .containsExactly(new PoolPlan(
                        "closet",
                        List.of("alpha", "beta"),
                        false,
                        java.util.Set.of(),
                        "hba",
                        java.util.Map.of("alpha", 2, "beta", 2),
                        java.util.Map.of("alpha", 0, "beta", 0),
                        Duration.ofMinutes(2),
                        PoolPlan.Manner.USUAL));
        assertThat(scenario.cast().observers()).containsExactly("rack-a");
        assertThat(scenario.policy()).isEqualTo(PolicyPlan.DEFAULT);
        assertThat(scenario.heartbeat()).isEqualTo(Duration.ofSeconds(5));
        assertThat(scenario.seed()).isOne();
    }

    @Test
    void policyWordsAreRead() throws Exception {
        Scenario scenario = read(HEAD + "policy: {mode: auto, auto-fence: true, ha: off}\nexpect: [{no-command: any}]");

        assertThat(scenario.policy().mode()).isEqualTo(Mode.AUTO);
        assertThat(scenario.policy().autoFence()).isTrue();
        assertThat(scenario.policy().promoteWithoutFence()).isFalse();
    }

    @Test
    void eventsPlayInTheOrderOfTheirTimes() throws Exception {
        Scenario scenario = read(HEAD
                + "events: [{at: 5m, do: power-on alpha}, {at: 60s, do: cut alpha *}]\nexpect: [{no-command: any}]");

        assertThat(scenario.events())
                .extracting(event -> event.at() + " " + event.act())
                .containsExactly("PT1M cut alpha *", "PT5M power-on alpha");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cut alpha>beta",
                "cut alpha *",
                "cut rack-a bmc:alpha",
                "heal *",
                "slow alpha beta 400ms",
                "lossy alpha beta 40%",
                "flap alpha * 3s/7s",
                "clock alpha +1h",
                "designate beta",
                "admin-repoint alpha beta",
                "eject beta",
                "join beta",
                "ha on",
                "maintenance alpha 30m",
                "pause",
                "mode auto",
                "approve PROMOTE",
                "approve PROMOTE beta verified-down alpha",
                "reject PROMOTE",
                "acknowledge MASTER_LOST",
                "observer stop rack-a",
                "executor start",
                "processor crash",
                "poison heartbeats",
                "duplicate heartbeats 30%",
                "delay heartbeats 20s 10%",
                "hang closet/alpha"
            })
    void everyFormOfAVerbIsRead(String act) throws Exception {
        assertThat(event(act).events().get(0).act()).hasToString(act);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pwer-off alpha       | unknown verb 'pwer-off'; the nearest is 'power-off'",
                "power-off alhpa      | unknown host 'alhpa'; the nearest is 'alpha'",
                "power-off            | expected power-off HOST, found 'power-off'",
                "cut rack-b *         | unknown host or observer 'rack-b'; the nearest is 'rack-a'",
                "slow alpha beta soon | expected a time such as 60s, 5m or 400ms, found 'soon'",
                "ha maybe             | expected ha on or ha off, found 'ha maybe'",
                "approve PROMTE       | unknown command 'PROMTE'; the nearest is 'PROMOTE'",
                "acknowledge MASTER   | unknown alert kind 'MASTER'; the nearest is 'MASTER_LOST'",
            })
    void aWrongVerbSaysWhereAndWhatWasExpected(String act, String trouble) {
        assertThatThrownBy(() -> event(act))
                .isInstanceOf(ScenarioException.class)
                .hasMessage("story.yaml:5: " + trouble);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{allert: MASTER_LOST}              | unknown expectation 'allert'; the nearest is 'alert'",
                "{alert: MASTER_LOSS}               | unknown alert kind 'MASTER_LOSS'; the nearest is 'MASTER_LOST'",
                "{alert: MASTER_LOST, hots: beta}   | unknown key of the expectation alert 'hots'; the nearest is 'host'",
                "{alert: MASTER_LOST, host: gamma}  | unknown host 'gamma'; the nearest is 'alpha'",
                "{alert: MASTER_LOST, before: soon} | expected a time as a time such as 60s, 5m or 400ms, found 'soon'",
                "{alert: MASTER_LOST, before: 11m}  | expected a time within the run of 600s, found '11m'",
                "{alert: MASTER_LOST, between: [5s]}| expected between: [from, to], found 1 times",
                "{alert: MASTER_LOST, at: 5s, before: 6s} | expected one of between",
                "{count: command PROMOTE}           | expected either 'is' or 'at-most' here",
                "{count: PROMOTE, is: 1}            | expected count: alert KIND or count: command COMMAND",
                "{outcome: PROMOTE, is: done}       | unknown outcome 'done'",
                "{withheld: PROMOTE, guard: PROOF}  | unknown guard 'PROOF'; the nearest is 'EPOCH'",
                "{world: lords, is: [alpha]}        | unknown question to the world 'lords'",
                "{world: followers-of, is: []}      | expected followers-of HOST, found 'followers-of'",
                "{world: masters, is: [gamma]}      | unknown host 'gamma'; the nearest is 'alpha'",
            })
    void aWrongExpectationSaysWhereAndWhatWasExpected(String expectation, String trouble) {
        assertThatThrownBy(() -> read(HEAD + "expect:\n  - " + expectation))
                .isInstanceOf(ScenarioException.class)
                .hasMessageStartingWith("story.yaml:5: ")
                .hasMessageContaining(trouble);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "evnts: []            | story.yaml:4: unknown key of a scenario 'evnts'; the nearest is 'events'",
                "run: 5m              | story.yaml:4: the key 'run' is given twice",
                "policy: {mode: auto  | story.yaml:5: not YAML",
                "story: today         | story.yaml:1: expected the key 'expect' in a scenario",
            })
    void aWrongFileSaysWhereAndWhatWasExpected(String line, String trouble) {
        assertThatThrownBy(() -> read(HEAD + line + "\n"))
                .isInstanceOf(ScenarioException.class)
                .hasMessageStartingWith(trouble);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "seed: one            | expected seed as a whole number, found 'one'",
                "policy: {mode: atuo} | unknown mode 'atuo'; the nearest is 'auto' (known: observe, advise, auto)",
                "policy: {mod: auto}  | unknown key of the policy 'mod'; the nearest is 'mode'",
            })
    void aWrongValueSaysWhereAndWhatWasExpected(String line, String trouble) {
        assertThatThrownBy(() -> read(HEAD + line + "\nexpect: [{no-command: any}]"))
                .isInstanceOf(ScenarioException.class)
                .hasMessage("story.yaml:4: " + trouble);
    }

    @Test
    void aNameInTwoPoolsNeedsItsPool() {
        String pools = "name: x\npools: [{name: a, hosts: [h]}, {name: b, hosts: [h]}]\nrun: 5m\n";

        assertThatThrownBy(() -> read(pools + "events: [{at: 1s, do: crash h}]\nexpect: [{no-command: any}]"))
                .hasMessage("story.yaml:4: 'h' is in several pools; write a/h or b/h");
    }

    private static Scenario event(String act) throws ScenarioException {
        return read(HEAD + "events:\n  - {at: 1s, do: " + act + "}\nexpect: [{no-command: any}]");
    }

    private static Scenario read(String text) throws ScenarioException {
        return ScenarioReader.read("story.yaml", text);
    }
}
