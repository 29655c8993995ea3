package org.poolwarden.app.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.poolwarden.app.timeline.Note.Kind;

/** What each verb does in the world, and how the hosts then answer. */
class VerbsOfTheWorldTest {

    @Test
    void powerComesBackAfterABootAndAToolstackStart() {
        Rehearsed story = Rehearsed.closet("{at: 20s, do: power-off alpha}, {at: 60s, do: power-on alpha}");

        assertThat(story.world("alpha"))
                .containsSubsequence(
                        "0:20.000 power lost",
                        "1:00.000 powered on, boots",
                        "1:20.000 booted",
                        "1:50.000 answers as master");
        assertThat(story.answers("alpha"))
                .containsSubsequence("MASTER", "UNREACHABLE, power OFF", "UNREACHABLE, power ON", "MASTER");
        assertThat(story.answers("beta")).contains("SLAVE of alpha, has lost it");
    }

    @Test
    void aCrashedHostIsSilentWithItsPowerOn() {
        Rehearsed story = Rehearsed.closet("{at: 20s, do: crash alpha}");

        assertThat(story.answers("alpha")).endsWith("UNREACHABLE, power ON");
    }

    @Test
    void aHungToolstackAcceptsAndSaysNothingUntilItWakes() {
        Rehearsed story = Rehearsed.closet("{at: 20s, do: hang alpha}, {at: 60s, do: wake alpha}");

        assertThat(story.answers("alpha")).containsSubsequence("MASTER", "SILENT", "SILENT, power ON", "MASTER");
        assertThat(story.world("alpha")).contains("0:20.000 toolstack hangs", "1:00.000 toolstack goes on");
    }

    @Test
    void aStoppedToolstackClosesAndStartsInHalfAMinute() {
        Rehearsed story = Rehearsed.closet("{at: 20s, do: stop-toolstack alpha}, {at: 60s, do: start-toolstack alpha}");

        assertThat(story.answers("alpha")).containsSubsequence("TOOLSTACK_CLOSED", "MASTER");
        assertThat(story.world("alpha")).contains("1:30.000 answers as master");
    }

    @Test
    void aRestartedSlaveIsInEmergencyModeUntilItHasReachedItsMaster() {
        Rehearsed story = Rehearsed.closet(
                "{at: 20s, do: cut alpha beta}, {at: 20s, do: restart-toolstack beta}, {at: 90s, do: heal alpha beta}");

        assertThat(story.world("beta")).contains("0:50.000 in emergency mode, looks for its master 10.0.1.11");
        assertThat(story.answers("beta"))
                .containsSubsequence("SLAVE of alpha", "TOOLSTACK_CLOSED", "EMERGENCY", "SLAVE of alpha");
    }

    @Test
    void aConnectToADeadHostTakesTwentySeconds() {
        Rehearsed story = Rehearsed.closet("{at: 20s, do: power-off gamma}, {at: 20s, do: restart-toolstack alpha}");

        assertThat(story.world("alpha")).contains("0:50.000 answers as master");
        assertThat(story.world("alpha"))
                .anySatisfy(line -> assertThat(line).matches("1:10\\.0\\d\\d is master, no other one was found"));
    }

    @Test
    void aHostThatIsCutOffKeepsItsBmc() {
        Rehearsed story = Rehearsed.closet("{at: 20s, do: cut alpha *}, {at: 80s, do: heal *}");

        assertThat(story.answers("alpha")).containsSubsequence("UNREACHABLE, power ON", "MASTER");
        assertThat(story.answers("beta")).contains("SLAVE of alpha, has lost it");
    }

    @Test
    void theWayToABmcIsCutByItself() {
        Rehearsed story = Rehearsed.closet("{at: 20s, do: cut rack-a bmc:alpha}, {at: 20s, do: cut rack-a alpha}");

        assertThat(story.answers("alpha")).endsWith("UNREACHABLE, power UNKNOWN");
        assertThat(story.answers("beta")).doesNotContain("SLAVE of alpha, has lost it");
    }

    @Test
    void aCutOneWayLetsNoConnectionBeMade() {
        Rehearsed story = Rehearsed.closet("{at: 20s, do: cut alpha>rack-a}");

        assertThat(story.answers("alpha")).containsSubsequence("UNREACHABLE", "UNREACHABLE, power ON");
        assertThat(story.answers("beta")).doesNotContain("SLAVE of alpha, has lost it");
    }

    @Test
    void aSlowPathIsSilentBeyondTheDeadlineOnly() {
        assertThat(Rehearsed.closet("{at: 20s, do: slow rack-a alpha 400ms}").answers("alpha"))
                .doesNotContain("SILENT");
        assertThat(Rehearsed.closet("{at: 20s, do: slow rack-a alpha 1200ms}, {at: 60s, do: heal rack-a alpha}")
                        .answers("alpha"))
                .containsSubsequence("MASTER", "SILENT", "MASTER");
    }

    @Test
    void aLossyPathLosesCalls() {
        Rehearsed story = Rehearsed.closet("{at: 20s, do: lossy rack-a beta 40%}, {at: 2m, do: heal *}");

        assertThat(story.answers("beta")).contains("SILENT").endsWith("SLAVE of alpha");
    }

    @Test
    void aFlappingPathComesAndGoesUntilItIsHealed() {
        Rehearsed story = Rehearsed.closet("{at: 20s, do: flap beta * 10s/10s}, {at: 2m, do: heal beta *}");

        assertThat(story.answers("beta").stream().filter("SLAVE of alpha"::equals))
                .as("up at first, and after each of the five times it was down")
                .hasSize(6);
        assertThat(story.answers("beta")).endsWith("SLAVE of alpha");
    }

    @Test
    void aClockJumpsAndNothingElse() {
        Rehearsed story = Rehearsed.closet(
                "{at: 30s, do: clock beta -90s}, {at: 60s, do: clock rack-a +1h}, {at: 90s, do: clock rack-a -2h}");

        assertThat(story.world("beta")).containsExactly("0:30.000 clock back 90 s");
        assertThat(story.answers("alpha").stream().map(answer -> answer.replace(", power ON", "")))
                .containsOnly("MASTER");
        assertThat(story.all(Kind.ALERT)).doesNotContain("BLIND", "POOL_DARK", "HOST_LOST");
    }

    @Test
    void anAdminDesignatesANewMaster() {
        Rehearsed story = Rehearsed.closet("{at: 20s, do: designate beta}");

        assertThat(story.world("beta")).contains("1:00.000 answers as master");
        assertThat(story.answers("alpha")).endsWith("SLAVE of beta");
    }

    @Test
    void anAdminAtTheConsoleNeedsNoNetwork() {
        Rehearsed story = Rehearsed.of(
                """
                name: an admin walks from console to console
                pool: {hosts: [alpha, beta, gamma, delta]}
                run: 5m
                events:
                  - {at: 20s, do: cut alpha *}
                  - {at: 20s, do: cut rack-a *}
                  - {at: 30s, do: admin-promote beta}
                  - {at: 30s, do: admin-recover beta}
                  - {at: 2m, do: admin-repoint alpha beta}
                  - {at: 3m, do: heal *}
                expect:
                  - {world: masters, is: [beta], at: end}
                  - {world: followers-of beta, is: [alpha, gamma, delta], at: end}
                """);

        assertThat(story.judged()).containsOnly("holds");
        assertThat(story.world("beta")).contains("1:10.000 answers as master");
        assertThat(story.world("gamma")).anyMatch(line -> line.endsWith("told to follow 10.0.1.12"));
    }

    @Test
    void aHostLeavesItsPoolAndComesBack() {
        Rehearsed story = Rehearsed.closet("{at: 20s, do: eject gamma}, {at: 90s, do: join gamma}");

        assertThat(story.world("gamma"))
                .containsSubsequence(
                        "0:20.000 no longer runs gamma-vm1",
                        "0:20.000 leaves its pool",
                        "1:30.000 joins the pool of alpha");
        assertThat(story.answers("gamma")).containsSubsequence("SLAVE of alpha", "MASTER", "SLAVE of alpha");
    }

    @Test
    void underHaNobodyIsPromoted() {
        Rehearsed story =
                Rehearsed.closet("{at: 20s, do: ha on}, {at: 30s, do: admin-promote beta}, {at: 60s, do: ha off},"
                        + " {at: 60s, do: admin-promote beta}");

        assertThat(story.world("beta"))
                .containsSubsequence(
                        "0:30.000 refuses pool.emergency_transition_to_master: HA_IS_ENABLED",
                        "1:00.000 told to become master");
    }

    @Test
    void aBmcStopsAnsweringAndAnswersAgain() {
        Rehearsed story = Rehearsed.closet(
                "{at: 20s, do: bmc-dead alpha}, {at: 20s, do: power-off alpha}, {at: 90s, do: bmc-alive alpha}");

        assertThat(story.answers("alpha")).containsSubsequence("UNREACHABLE, power UNKNOWN", "UNREACHABLE, power OFF");
    }

    @Test
    void aHostIsNamedWithItsPoolWhereTheNameIsInTwo() {
        Rehearsed story = Rehearsed.of(
                """
                name: two pools with the same names
                pools: [{name: north, hosts: [a, b]}, {name: south, hosts: [a, b]}]
                run: 2m
                events: [{at: 20s, do: power-off south/a}]
                expect:
                  - {world: masters, is: [a], pool: north}
                  - {world: masters, is: [], pool: south, at: end}
                  - {world: masters, is: [north/a], at: end}
                  - {world: running-vms south/a, is: 0, at: end}
                """);

        assertThat(story.judged()).isEqualTo(List.of("holds", "holds", "holds", "holds"));
    }
}
