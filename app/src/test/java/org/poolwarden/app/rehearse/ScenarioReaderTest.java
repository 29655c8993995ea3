package org.poolwarden.app.rehearse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.poolwarden.schema.Mode;

class ScenarioReaderTest {
    private static final String HEAD =
            """
            name: a story
            pool: {hosts: [alpha, beta], ha: off}
            run: 10m
            """;

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
                "cut * alpha",
                "cut rack-a>bmc:alpha",
                "heal alpha beta",
                "clock alpha +1h",
                "clock rack-a -500ms",
                "designate beta",
                "admin-repoint alpha beta",
                "eject beta",
                "join beta",
                "ha on",
                "maintenance alpha 30m",
                "pause",
                "mode auto",
                "approve PROMOTE",
                "approve PROMOTE beta",
                "approve PROMOTE beta verified-down alpha",
                "approve DECLARE_DEAD alpha verified-down alpha",
                "reject PROMOTE",
                "reject PROMOTE beta",
                "acknowledge MASTER_LOST",
                "acknowledge RECOVERY_STALLED",
                "acknowledge UNKNOWN_MEMBER",
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
                "acknowledge SETTLED  | unknown alert kind 'SETTLED'; the nearest is 'BLIND'",
                "join gamma           | unknown host 'gamma'; the nearest is 'alpha'",
                "clock rack-b +1h     | unknown host or observer 'rack-b'; the nearest is 'rack-a'",
                "clock alpha 1h       | expected a shift such as +1h or -30s, found '1h'",
                "flap alpha * 0s/7s   | expected up and down times such as 3s/7s, found '0s/7s'",
                "lossy alpha * 140%   | expected a share such as 40%, found '140%'",
                "delay heartbeats 5s  | expected delay heartbeats TIME PERCENT, found 'delay heartbeats 5s'",
                "observer stop alpha  | unknown observer 'alpha'; the nearest is 'rack-a'",
                "observer halt rack-a | expected observer stop OBSERVER or observer start OBSERVER, found 'observer halt rack-a'",
                "mode atuo            | unknown mode 'atuo'; the nearest is 'auto'",
                "cut alpha>           | unknown host or observer ''; the nearest is 'beta'",
                "cut rack-a bmc:beat  | unknown host 'beat'; the nearest is 'beta'",
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
                "{world: running-vms beta, is: [beta]} | expected a number of VMs, found a list",
                "{world: double-writers}            | expected either 'is' or 'count' here",
                "{world: running-vms beta, is: 1, count: 1} | expected either 'is' or 'count' here",
                "{before: 5m, allert: MASTER_LOST}  | unknown expectation 'allert'; the nearest is 'alert'",
                "{before: 5m, host: beta}           | expected one of alert, no-alert, resolved",
                "{alert: MASTER_LOST, command: FENCE} | expected one of [alert, command] in an expectation, found both",
                "{alert: MASTER_LOST, is: 1}        | unknown key of the expectation alert 'is'; the nearest is 'at'",
                "{verdict: SETLED}                  | unknown verdict 'SETLED'; the nearest is 'SETTLED'",
                "{verdict: SETTLED, master: gamma}  | unknown host 'gamma'; the nearest is 'alpha'",
                "{alert: MASTER_LOST, pool: closte} | unknown pool 'closte'; the nearest is 'closet'",
                "{count: alert PROMOTE, is: 1}      | unknown alert kind 'PROMOTE'",
                "{count: command PROMOTE, is: many} | expected a number as a whole number, found 'many'",
                "{no-command: all}                  | unknown command 'all'",
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
                "policy: {auto-fence: yes} | expected auto-fence as true or false, found 'yes'",
                "policy: {boot-allowance: 10} | expected boot-allowance as a time such as 60s, 5m or 400ms, found '10'",
                "heartbeat: 0s        | expected heartbeat to be more than nothing",
                "observers: [alpha]   | 'alpha' is an observer and a host: expected names that differ",
                "observers: []        | expected at least one name in observers",
                "events: [{at: 11m, do: pause}] | expected a time within the run of 600s, found '11m'",
                "events: [{do: pause}] | expected an event as {at: time, do: verb}",
            })
    void aWrongValueSaysWhereAndWhatWasExpected(String line, String trouble) {
        assertThatThrownBy(() -> read(HEAD + line + "\nexpect: [{no-command: any}]"))
                .isInstanceOf(ScenarioException.class)
                .hasMessage("story.yaml:4: " + trouble);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{hosts: [h], bmc: [i]}              | unknown host 'i'; the nearest is 'h'",
                "{hosts: [h], vms: {i: 2}}           | unknown key of a pool's hosts 'i'; the nearest is 'h'",
                "{hosts: [h], vms: {h: 2}, restart-vms: {h: 3}} | expected at most the 2 VMs of h, found 3",
                "{hosts: [h, h]}                     | 'h' is given twice",
                "{hosts: []}                         | expected at least one name in hosts",
                "{hosts: [h], ha: on}                | unknown ha 'on'; the nearest is 'off' (known: off, armed)",
                "{hosts: [h], storage: lvm}          | unknown storage 'lvm'; the nearest is 'hba' (known: hba, iscsi, nfs, local)",
                "{hosts: [h], boot: soon}            | expected boot as a time such as 60s, 5m or 400ms, found 'soon'",
                "{name: a}                           | expected the pool's hosts: [first is the master, ...]",
                "{hosts: [h], bios: new}             | unknown key of a pool 'bios'; the nearest is 'boot'",
            })
    void aWrongPoolSaysWhereAndWhatWasExpected(String pool, String trouble) {
        assertThatThrownBy(() -> read("name: x\npool: " + pool + "\nrun: 5m\nexpect: [{no-command: any}]"))
                .isInstanceOf(ScenarioException.class)
                .hasMessage("story.yaml:2: " + trouble);
    }

    @Test
    void everyOptionOfAPoolIsRead() throws Exception {
        PoolPlan plan =
                read("""
                        name: x
                        pool: {name: rack, hosts: [a, b], ha: armed, bmc: [b], storage: local, vms: {a: 0x3},
                               restart-vms: {a: 1}, boot: 30s}
                        run: 5m
                        expect: [{no-command: any}]
                        """)
                        .cast()
                        .pools()
                        .get(0);

        assertThat(plan)
                .isEqualTo(new PoolPlan(
                        "rack",
                        List.of("a", "b"),
                        true,
                        java.util.Set.of("b"),
                        "local",
                        java.util.Map.of("a", 3, "b", 2),
                        java.util.Map.of("a", 1, "b", 0),
                        Duration.ofSeconds(30),
                        PoolPlan.Manner.USUAL));
    }

    @Test
    void aPoolThatIsNamedTwiceIsShown() {
        assertThatThrownBy(() -> read("name: x\npools:\n  - {name: a, hosts: [h]}\n  - {name: a, hosts: [i]}\n"
                        + "run: 5m\nexpect: [{no-command: any}]"))
                .hasMessage("story.yaml:4: expected a pool with a name of its own, found 'a' again");
    }

    @Test
    void aPoolsOwnPolicyIsReadWithAndWithoutItsHeading() throws Exception {
        PolicyPlan plain = PolicyReader.readFile("policy.yaml", "mode: auto\nauto-fence: true\n");

        assertThat(plain.autoFence()).isTrue();
        assertThat(PolicyReader.readFile("policy.yaml", "policy:\n  mode: auto\n  auto-fence: TRUE\n"))
                .isEqualTo(plain);
    }

    @Test
    void aHostIsLookedForInThePoolThatTheLineNames() throws Exception {
        Scenario scenario = read("name: x\npools: [{name: a, hosts: [h]}, {name: b, hosts: [h]}]\nrun: 5m\n"
                + "expect: [{alert: MASTER_LOST, pool: b, host: h}, {verdict: SETTLED, master: a/h, at: end}]");

        assertThat(scenario.expectations().get(0).asked().host()).contains(new HostName("b", "h"));
        assertThat(scenario.expectations().get(1).asked().pool()).contains("a");
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
