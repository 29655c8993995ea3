package org.poolwarden.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How masters and slaves come and go, by facts/xapi.md's lifecycle: boot, emergency transition, recovery, return. */
class PoolStoriesTest {

    private static final Duration RESTART = Duration.ofSeconds(10 + 30 + 10);
    private static final Duration BOOT = Duration.ofSeconds(120 + 30 + 10);

    @Test
    void aPoolBeginsSettled() {
        Console console = new Console("alpha", "beta", "gamma");

        assertThat(names(console.pool.masters())).containsExactly("alpha");
        assertThat(names(console.pool.followersOf(console.host("alpha")))).containsExactly("beta", "gamma");
        assertThat(console.world.doubleWriters()).isZero();
    }

    @Test
    void aSlaveFindsItsMasterAgainByItself() {
        Console console = new Console("alpha", "beta");
        console.host("beta").restartToolstack();
        console.after(Duration.ofSeconds(30).plusMillis(100));

        assertThat(console.told).contains("beta: in emergency mode, looks for its master 10.0.0.1");
        assertThat(names(console.pool.followersOf(console.host("alpha")))).containsExactly("beta");
    }

    @Test
    void aPromotedSlaveAnswersAsBeforeUntilTheFuseIsBurnt() {
        Console console = new Console("alpha", "beta");
        console.host("alpha").powerOff();
        assertThat(Console.brief(
                        console.ask("beta", "pool.emergency_transition_to_master", console.localSession("beta"))))
                .isEmpty();

        console.after(Duration.ofSeconds(9));
        assertThat(Console.brief(console.login("beta"))).isEqualTo("[HOST_IS_SLAVE, 10.0.0.1]");
        console.after(Duration.ofSeconds(2));
        assertThat(Console.brief(console.login("beta"))).isEqualTo("closed");
        console.after(Duration.ofSeconds(30));
        assertThat(Console.brief(console.login("beta"))).isEqualTo("session");
    }

    @Test
    void aLocalSessionDiesWithItsToolstack() {
        Console console = new Console("alpha", "beta");
        String session = console.localSession("beta");
        console.host("beta").restartToolstack();
        console.after(RESTART);

        assertThat(Console.brief(console.ask("beta", "session.get_this_host", session, session)))
                .startsWith("[SESSION_INVALID");
    }

    /** A client of the old master is told to log in again, and by the login where the master is. */
    @Test
    void aSessionOfTheOldMasterIsInvalidOnItOnceItIsASlave() {
        Console console = new Console("alpha", "beta");
        String old = console.session("alpha");
        console.host("alpha").powerOff();
        console.host("beta").adminPromote();
        console.after(RESTART);
        console.host("alpha").powerOn();
        console.after(BOOT).after(RESTART);

        assertThat(Console.brief(console.ask("alpha", "pool.get_all", old))).startsWith("[SESSION_INVALID");
        assertThat(Console.brief(console.login("alpha"))).isEqualTo("[HOST_IS_SLAVE, 10.0.0.2]");
    }

    @Test
    void aRebootedOldMasterFollowsTheNewOne() {
        Console console = new Console("alpha", "beta");
        console.host("alpha").powerOff();
        console.host("beta").adminPromote();
        console.after(RESTART);
        console.host("alpha").powerOn();
        console.after(BOOT).after(RESTART);

        assertThat(names(console.pool.masters())).containsExactly("beta");
        assertThat(names(console.pool.followersOf(console.host("beta")))).containsExactly("alpha");
        assertThat(console.told).contains("alpha: steps down, 10.0.0.2 is master");
    }

    @Test
    void aHostWithoutPowerCanBeToldNothing() {
        Console console = new Console("alpha", "beta");
        console.host("beta").powerOff();
        console.host("beta").adminPromote();
        console.after(RESTART);
        console.host("beta").powerOn();
        console.after(BOOT).after(RESTART);

        assertThat(console.told)
                .contains("beta: refuses pool.emergency_transition_to_master: HOST_OFFLINE "
                        + console.host("beta").ref())
                .doesNotContain("beta: answers as master");
        assertThat(names(console.pool.followersOf(console.host("alpha")))).containsExactly("beta");
    }

    @Test
    void anOldMasterThatNeverRestartedStaysMasterWhenItsCableIsBack() {
        Console console = new Console("alpha", "beta", "gamma");
        console.world.network().cut("closet/alpha", SimNetwork.EVERYWHERE);
        console.world.network().cut(SimNetwork.EVERYWHERE, "closet/alpha");
        console.host("beta").adminPromote();
        console.after(RESTART);
        console.world.network().healAll(SimNetwork.EVERYWHERE);
        console.after(RESTART);

        assertThat(names(console.pool.masters())).containsExactly("alpha", "beta");
    }

    @Test
    void theOthersWaitForTheOldMasterUntilTheyAreRecovered() {
        Console console = new Console("alpha", "beta", "gamma");
        console.host("alpha").powerOff();
        console.host("beta").adminPromote();
        console.after(RESTART);
        assertThat(names(console.pool.followersOf(console.host("beta")))).isEmpty();

        String session = console.session("beta");
        String task = String.valueOf(((SimAnswer.Success) console.ask("beta", "Async.pool.recover_slaves", session)
                        .orElseThrow())
                .value());
        console.after(RESTART).after(RESTART);

        Map<?, ?> record = (Map<?, ?>) ((SimAnswer.Success)
                        console.ask("beta", "task.get_record", session, task).orElseThrow())
                .value();
        assertThat(record.get("status")).isEqualTo("success");
        assertThat(String.valueOf(record.get("result")))
                .contains(console.host("gamma").ref());
        assertThat(names(console.pool.followersOf(console.host("beta")))).containsExactly("gamma");
    }

    /** The slave's is_slave hangs on the dead master, and with it the new master's check at its start. */
    @Test
    void aNewMasterWaitsInItsStartForASlaveThatLostTheOldOne() {
        Console console = new Console("alpha", "beta", "gamma");
        console.host("alpha").powerOff();
        console.host("beta").adminPromote();
        console.after(Duration.ofMinutes(5));
        assertThat(console.told).contains("beta: answers as master");
        assertThat(console.told).doesNotContain("beta: is master, no other one was found");

        console.ask("beta", "pool.recover_slaves", console.session("beta"));
        console.after(Duration.ofMinutes(2));
        assertThat(console.told).contains("beta: is master, no other one was found");
    }

    @Test
    void resetMasterToTheSameMasterDoesNothing() {
        Console console = new Console("alpha", "beta");
        console.ask("beta", "pool.emergency_reset_master", console.localSession("beta"), "10.0.0.1");
        console.after(RESTART);

        assertThat(console.told).isEmpty();
    }

    @Test
    void aHostThatIsTornDownForgetsWhatItHadPlanned() {
        Console console = new Console("alpha", "beta");
        console.host("beta").adminPromote();
        console.host("beta").powerOff();
        console.after(Duration.ofMinutes(10));

        assertThat(console.told).containsExactly("beta: told to become master", "beta: power lost");
    }

    @Test
    void aLostPathCarriesNothingAndAHealedOneCarriesAgain() {
        Console console = new Console("alpha", "beta");
        console.world.network().cutOneWay("closet/alpha", "console");
        assertThat(console.world.reach("console", "10.0.0.1")).isEqualTo(Reach.NOTHING);
        assertThat(console.world.reach("closet/beta", "10.0.0.1")).isEqualTo(Reach.OPEN);

        console.world.network().heal("closet/alpha", "console");
        assertThat(console.world.reach("console", "10.0.0.1")).isEqualTo(Reach.OPEN);
    }

    @Test
    void unknownHostsAndDoublePoolsAreNamed() {
        Console console = new Console("alpha", "beta");

        assertThatThrownBy(() -> console.world.host("delta")).hasMessage("no host named delta");
        assertThatThrownBy(() -> console.world.add(PoolSpec.of("closet", Map.of("a", "10.0.1.1"))))
                .hasMessage("there is already a pool named closet");
    }

    private static List<String> names(List<SimHost> hosts) {
        return hosts.stream().map(SimHost::name).toList();
    }
}
