package org.poolwarden.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Preconditions and effects of facts/xapi.md's table 4.1. */
class RecoveryCallsTest {

    private static final Duration RESTART = Duration.ofSeconds(10 + 30 + 10);
    private static final Duration FORGOTTEN = Duration.ofSeconds(660);

    private final Console console = new Console("alpha", "beta", "gamma");

    @Test
    void aVmOfALostHostStaysRunningUntilTheHostIsDeclaredDead() {
        console.host("gamma").crash();
        console.after(Duration.ofSeconds(60));
        assertThat(power("gamma-vm1")).isEqualTo("Running");
        assertThat(console.master("alpha", "VM.start", vm("gamma-vm1"), false, false))
                .startsWith("[VM_BAD_POWER_STATE");

        assertThat(console.master("alpha", "host.declare_dead", ref("gamma"))).isEqualTo("silence");
        console.after(Duration.ofSeconds(30));
        assertThat(power("gamma-vm1")).isEqualTo("Halted");
        assertThat(console.field("alpha", "host_metrics", metrics("gamma"), "live"))
                .isEqualTo(true);
    }

    @Test
    void aHostThatAnswersIsNotDeclaredDead() {
        assertThat(console.master("alpha", "host.declare_dead", ref("gamma"))).startsWith("[HOST_IS_LIVE");
        assertThat(console.master("alpha", "host.declare_dead", ref("alpha"))).startsWith("[HOST_IS_LIVE");
        assertThat(power("gamma-vm1")).isEqualTo("Running");
    }

    /** Live false in the database is taken for death: nobody is asked. */
    @Test
    void aWrongResetMakesTwoWriters() {
        console.world.network().cut("closet/gamma", SimNetwork.EVERYWHERE);
        console.after(FORGOTTEN);
        assertThat(console.master("alpha", "VM.power_state_reset", vm("gamma-vm1")))
                .isEmpty();
        assertThat(console.master("alpha", "VM.start", vm("gamma-vm1"), false, false))
                .isEmpty();

        assertThat(console.world.doubleWriters()).isEqualTo(1);
    }

    @Test
    void aHaltedVmStartsWhereItIsToldTo() {
        assertThat(console.master("alpha", "VM.hard_shutdown", vm("gamma-vm1"))).isEmpty();
        assertThat(console.host("gamma").runningVms()).containsExactly("gamma-vm2");
        assertThat(console.master("alpha", "VM.start_on", vm("gamma-vm1"), ref("beta"), false, false))
                .isEmpty();

        assertThat(console.host("beta").runningVms()).contains("gamma-vm1");
        assertThat(console.field("alpha", "VM", vm("gamma-vm1"), "resident_on")).isEqualTo(ref("beta"));
    }

    @Test
    void aVmDoesNotStartWhereItsLocalDiskIsNot() {
        Console local = new Console(pool -> pool.withStorage(Storage.LOCAL), "alpha", "beta");
        local.master("alpha", "VM.hard_shutdown", vm("beta-vm1"));
        String there = local.host("alpha").ref();

        assertThat(local.master("alpha", "VM.start_on", vm("beta-vm1"), there, false, false))
                .isEqualTo("[VM_REQUIRES_SR, " + vm("beta-vm1") + ", " + Ids.ref("sr", "closet", "beta") + "]");
    }

    @Test
    void designatingMovesTheMasterAndEveryToolstackRestarts() {
        assertThat(console.master("alpha", "pool.designate_new_master", ref("beta")))
                .isEmpty();
        console.after(RESTART).after(RESTART);

        assertThat(console.pool.masters()).containsExactly(console.host("beta"));
        assertThat(console.pool.followersOf(console.host("beta")))
                .containsExactly(console.host("alpha"), console.host("gamma"));
    }

    @Test
    void designatingNeedsEveryMemberAndHaOff() {
        console.pool.setHaArmed(true);
        assertThat(console.master("alpha", "pool.designate_new_master", ref("beta")))
                .isEqualTo("[HA_IS_ENABLED]");
        console.pool.setHaArmed(false);
        console.host("gamma").crash();
        assertThat(console.master("alpha", "pool.designate_new_master", ref("beta")))
                .startsWith("[HOST_OFFLINE");
        assertThat(console.told).doesNotContain("beta: told to become master");
    }

    @Test
    void aDeadMemberCanBeForgottenAndIsThenUnknown() {
        console.host("gamma").crash();
        assertThat(console.master("alpha", "host.destroy", ref("gamma"))).startsWith("[HOST_IS_LIVE");
        console.after(FORGOTTEN);
        assertThat(console.master("alpha", "host.destroy", ref("gamma"))).startsWith("[HOST_HAS_RESIDENT_VMS");
        console.master("alpha", "host.declare_dead", ref("gamma"));
        assertThat(console.master("alpha", "host.destroy", ref("gamma"))).isEmpty();
        assertThat((List<?>) Console.value(console.ask("alpha", "host.get_all", console.session("alpha"))))
                .hasSize(2);

        console.host("gamma").powerOff();
        console.host("gamma").powerOn();
        console.after(Duration.ofSeconds(200));
        assertThat(Console.brief(console.login("gamma")))
                .isEqualTo("[HOST_UNKNOWN_TO_MASTER, " + console.host("gamma").uuid() + "]");
    }

    @Test
    void anEjectedHostIsMasterOfItself() {
        assertThat(console.master("alpha", "pool.eject", ref("gamma"))).startsWith("[OPERATION_NOT_ALLOWED");
        console.master("alpha", "VM.hard_shutdown", vm("gamma-vm1"));
        console.master("alpha", "VM.hard_shutdown", vm("gamma-vm2"));
        assertThat(console.master("alpha", "pool.eject", ref("gamma"))).isEmpty();
        console.after(RESTART);

        Map<?, ?> pools =
                (Map<?, ?>) Console.value(console.ask("gamma", "pool.get_all_records", console.session("gamma")));
        assertThat(pools.values().stream().map(pool -> String.valueOf(((Map<?, ?>) pool).get("uuid"))))
                .doesNotContain(console.pool.uuid());

        console.host("gamma").adminJoin();
        console.after(RESTART);
        assertThat(console.pool.followersOf(console.host("alpha"))).contains(console.host("gamma"));
    }

    @Test
    void armedHaIsDisarmedOnEachHost() {
        console.pool.setHaArmed(true);
        String local = console.localSession("beta");
        assertThat(Console.brief(console.ask("beta", "host.emergency_ha_disable", local, false)))
                .isEmpty();
        assertThat(Console.brief(console.ask("beta", "host.emergency_ha_disable", local, false)))
                .isEqualTo("[HA_NOT_ENABLED]");
        console.host("alpha").crash();
        assertThat(Console.brief(console.ask("beta", "pool.emergency_transition_to_master", local)))
                .isEmpty();
        console.after(RESTART);

        assertThat(console.field("beta", "pool", poolRef("beta"), "ha_enabled")).isEqualTo(false);
    }

    /** The pool has HA on, this host has not: it stays in emergency mode. */
    @Test
    void aDisarmedSlaveOfAnArmedPoolStaysInEmergencyMode() {
        console.pool.setHaArmed(true);
        console.ask("beta", "host.emergency_ha_disable", console.localSession("beta"), false);
        console.host("beta").restartToolstack();
        console.after(RESTART);

        assertThat(Console.brief(console.login("beta"))).isEqualTo("[HA_POOL_IS_ENABLED_BUT_HOST_IS_DISABLED]");
    }

    @Test
    void aToolstackThatIsShutDownStaysAwayAndItsHostIsNotLive() {
        console.ask("beta", "host.shutdown_agent", console.localSession("beta"));
        console.after(RESTART);

        assertThat(Console.brief(console.login("beta"))).isEqualTo("closed");
        assertThat(console.field("alpha", "host_metrics", metrics("beta"), "live"))
                .isEqualTo(false);
    }

    /** Whatever happened after the last copy was made is lost with the old master. */
    @Test
    void aPromotedSlaveKnowsWhatItsCopyKnew() {
        console.after(Duration.ofSeconds(310));
        console.master("alpha", "VM.hard_shutdown", vm("alpha-vm1"));
        console.host("alpha").powerOff();
        console.host("beta").adminPromote();
        console.after(RESTART);

        assertThat(console.field("beta", "VM", vm("alpha-vm1"), "power_state")).isEqualTo("Running");
    }

    @Test
    void theOnlyTraceOfAFailoverIsAMessageOfTheNewMaster() {
        console.master("alpha", "message.create", "ALARM", "1", "Pool", console.pool.uuid(), "old");
        console.host("alpha").powerOff();
        console.host("beta").adminPromote();
        console.after(RESTART);

        Map<?, ?> messages =
                (Map<?, ?>) Console.value(console.ask("beta", "message.get_all_records", console.session("beta")));
        assertThat(messages.values().stream().map(message -> String.valueOf(((Map<?, ?>) message).get("name"))))
                .containsExactly("POOL_MASTER_TRANSITION");
    }

    @Test
    void haIsArmedAndDisarmedByTheMasterToo() {
        assertThat(console.master("alpha", "pool.enable_ha", List.of(), Map.of()))
                .isEmpty();
        assertThat(console.field("alpha", "pool", poolRef("alpha"), "ha_enabled"))
                .isEqualTo(true);
        assertThat((List<?>) console.field("alpha", "host", ref("beta"), "ha_network_peers"))
                .hasSize(3);
        assertThat((List<?>) console.field("alpha", "host", ref("beta"), "ha_statefiles"))
                .hasSize(1);

        assertThat(console.master("alpha", "pool.disable_ha")).isEmpty();
        assertThat(console.field("alpha", "pool", poolRef("alpha"), "ha_enabled"))
                .isEqualTo(false);
        assertThat((List<?>) console.field("alpha", "host", ref("beta"), "ha_network_peers"))
                .isEmpty();
    }

    /** It says that all is well where nothing is armed, and disarms nothing for good. */
    @Test
    void aSoftDisarmingNeverFails() {
        String local = console.localSession("beta");
        assertThat(Console.brief(console.ask("beta", "host.emergency_ha_disable", local, true)))
                .isEmpty();
        console.pool.setHaArmed(true);
        assertThat(Console.brief(console.ask("beta", "host.emergency_ha_disable", local, true)))
                .isEmpty();
        assertThat(Console.brief(console.ask("beta", "pool.emergency_transition_to_master", local)))
                .isEqualTo("[HA_IS_ENABLED]");
    }

    @Test
    void theMasterRestartsTheToolstackOfAHost() {
        assertThat(console.master("alpha", "host.restart_agent", ref("beta"))).isEmpty();
        console.after(RESTART);

        assertThat(console.told).contains("beta: toolstack restarts", "beta: follows 10.0.0.1");
    }

    @Test
    void aMasterThatIsPromotedOnlyRestarts() {
        console.ask("alpha", "pool.emergency_transition_to_master", console.localSession("alpha"));
        console.after(RESTART);

        assertThat(console.told).contains("alpha: toolstack restarts");
        assertThat(console.pool.masters()).containsExactly(console.host("alpha"));
    }

    @Test
    void designatingTheMasterItselfDoesNothing() {
        assertThat(console.master("alpha", "pool.designate_new_master", ref("alpha")))
                .isEmpty();
        console.after(RESTART);

        assertThat(console.told).isEmpty();
    }

    @Test
    void whoIsMissingInTheAnswerOfRecoverSlavesWasNotRecovered() {
        console.host("gamma").crash();
        Object accepted = Console.value(
                console.ask(Duration.ofSeconds(60), "alpha", "pool.recover_slaves", console.session("alpha")));

        assertThat(accepted).isEqualTo(List.of(ref("beta")));
    }

    @Test
    void aStorageIsUnpluggedOnceNoVmUsesIt() {
        String pbd = Ids.ref("pbd", "closet/beta");
        console.master("alpha", "VM.hard_shutdown", vm("beta-vm1"));
        console.master("alpha", "VM.hard_shutdown", vm("beta-vm2"));
        assertThat(console.master("alpha", "PBD.unplug", pbd)).isEmpty();
        assertThat(console.field("alpha", "PBD", pbd, "currently_attached")).isEqualTo(false);
        assertThat(console.master("alpha", "PBD.unplug", pbd))
                .as("it is so already")
                .isEmpty();

        assertThat(console.master("alpha", "PBD.plug", pbd)).isEmpty();
        assertThat(console.field("alpha", "PBD", pbd, "currently_attached")).isEqualTo(true);
    }

    @Test
    void theServersTimeIsTheHostsOwn() {
        console.host("beta").shiftClock(Duration.ofHours(1));

        assertThat(Console.value(console.ask("alpha", "host.get_servertime", console.session("alpha"), ref("beta"))))
                .isEqualTo(console.host("beta").clock().minus(lag()));
    }

    /** From the answer to the end of the moment that the console waits. */
    private Duration lag() {
        java.time.Instant said = (java.time.Instant)
                Console.value(console.ask("alpha", "host.get_servertime", console.session("alpha"), ref("alpha")));
        return Duration.between(said, console.clock.now());
    }

    @Test
    void otherConfigIsChangedKeyByKey() {
        String pool = poolRef("alpha");
        assertThat(console.master("alpha", "pool.add_to_other_config", pool, "xo", "1"))
                .isEmpty();
        assertThat(console.field("alpha", "pool", pool, "other_config")).isEqualTo(Map.of("xo", "1"));
        console.master("alpha", "pool.remove_from_other_config", pool, "xo");
        assertThat(console.field("alpha", "pool", pool, "other_config")).isEqualTo(Map.of());
    }

    private String poolRef(String master) {
        return String.valueOf(
                ((List<?>) Console.value(console.ask(master, "pool.get_all", console.session(master)))).get(0));
    }

    private Object power(String vm) {
        return console.field("alpha", "VM", vm(vm), "power_state");
    }

    private String ref(String host) {
        return console.host(host).ref();
    }

    private String metrics(String host) {
        return Ids.ref("metrics", "closet/" + host);
    }

    private static String vm(String name) {
        return Ids.ref("vm", "closet", name);
    }
}
