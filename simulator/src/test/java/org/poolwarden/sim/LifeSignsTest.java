package org.poolwarden.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who is live, who is enabled, and what a restart leaves behind: facts/xapi.md 4.2, 4.3 and 5. */
class LifeSignsTest {

    private static final Duration RESTART = Duration.ofSeconds(10 + 30 + 10);

    private final Console console = new Console("alpha", "beta", "gamma");

    @Test
    void aDeadHostIsLiveForTenMinutes() {
        console.host("beta").crash();
        console.after(Duration.ofSeconds(569));
        assertThat(isLive("alpha", "beta")).isEqualTo(true);

        console.after(Duration.ofSeconds(32));
        assertThat(isLive("alpha", "beta")).isEqualTo(false);
    }

    @Test
    void aHungToolstackIsDeadAfterTenMinutesToo() {
        console.host("beta").hang();
        console.after(Duration.ofSeconds(601));

        assertThat(isLive("alpha", "beta")).isEqualTo(false);
    }

    /** Useless as it is on real hosts. */
    @Test
    void lastUpdatedNeverChanges() {
        console.after(Duration.ofHours(1));

        assertThat(console.field("alpha", "host_metrics", metrics("beta"), "last_updated"))
                .isEqualTo(Instant.EPOCH);
    }

    /** Release 8.2: in the first pass, whoever has not been heard is dead. */
    @Test
    void anOldReleaseHoldsTheOldMasterForDeadAtOnce() {
        promoteBeta();

        assertThat(isLive("beta", "alpha")).isEqualTo(false);
    }

    @Test
    void aNewReleaseHoldsTheDeadOldMasterForLiveForTenMinutes() {
        Console its = new Console(pool -> pool.withRelease(Release.V24_11), "alpha", "beta");
        its.host("alpha").powerOff();
        its.host("beta").adminPromote();
        its.after(RESTART);
        assertThat(its.field("beta", "host_metrics", metrics("alpha"), "live")).isEqualTo(true);

        its.after(Duration.ofMinutes(10));
        assertThat(its.field("beta", "host_metrics", metrics("alpha"), "live")).isEqualTo(false);
    }

    @Test
    void onANewMasterEverybodyIsDisabledUntilHeHasConnected() {
        promoteBeta();
        assertThat(isEnabled("beta", "beta")).isEqualTo(false);
        assertThat(isEnabled("beta", "gamma")).isEqualTo(false);

        console.ask("beta", "pool.recover_slaves", console.session("beta"));
        console.after(Duration.ofMinutes(2));
        assertThat(isEnabled("beta", "beta")).isEqualTo(true);
        assertThat(isEnabled("beta", "gamma")).isEqualTo(true);
        assertThat(isEnabled("beta", "alpha")).isEqualTo(false);
    }

    @Test
    void aRestartIsSeenInTheTimeOfTheAgentAndABootInBoth() {
        Map<?, ?> before = config("alpha");
        console.host("alpha").restartToolstack();
        console.after(RESTART);
        Map<?, ?> restarted = config("alpha");
        console.host("alpha").powerOff();
        console.host("alpha").powerOn();
        console.after(Duration.ofMinutes(4));
        Map<?, ?> booted = config("alpha");

        assertThat(String.valueOf(before.get("agent_start_time"))).matches("\\d+\\.");
        assertThat(restarted.get("agent_start_time")).isNotEqualTo(before.get("agent_start_time"));
        assertThat(restarted.get("boot_time")).isEqualTo(before.get("boot_time"));
        assertThat(booted.get("boot_time")).isNotEqualTo(restarted.get("boot_time"));
    }

    @Test
    void aRestartedMasterKnowsNoneOfItsSessions() {
        String session = console.session("alpha");
        console.host("alpha").restartToolstack();
        console.after(RESTART);

        assertThat(Console.brief(console.ask("alpha", "pool.get_all", session)))
                .isEqualTo("[SESSION_INVALID, " + session + "]");
    }

    /** One slave after the other, five minutes apart: the last one's copy is the oldest. */
    @Test
    void copiesOfTheDatabaseGoToOneSlaveAfterTheOther() {
        shutDown("alpha-vm1");
        console.after(Duration.ofSeconds(250));
        assertThat(inCopyOf("beta", "alpha-vm1")).as("beta, after 300 s").isFalse();
        assertThat(inCopyOf("gamma", "alpha-vm1")).as("gamma, after 300 s").isTrue();

        console.after(Duration.ofSeconds(300));
        assertThat(inCopyOf("gamma", "alpha-vm1")).as("gamma, after 600 s").isFalse();
    }

    @Test
    void synchronisingGivesEverySlaveACopyNow() {
        shutDown("alpha-vm1");
        assertThat(inCopyOf("gamma", "alpha-vm1")).isTrue();

        assertThat(console.master("alpha", "pool.sync_database")).isEmpty();
        assertThat(inCopyOf("beta", "alpha-vm1")).isFalse();
        assertThat(inCopyOf("gamma", "alpha-vm1")).isFalse();
    }

    /** A VM that was started there after the copy is found again, for its host tells of it. */
    @Test
    void whatReallyRunsIsKnownAgainOnceItsHostHasConnected() {
        String vm = Ids.ref("vm", "closet", "gamma-vm1");
        shutDown("gamma-vm1");
        console.master("alpha", "pool.sync_database");
        console.master("alpha", "VM.start_on", vm, console.host("gamma").ref(), false, false);
        promoteBeta();
        assertThat(console.field("beta", "VM", vm, "power_state")).isEqualTo("Halted");

        console.ask("beta", "pool.recover_slaves", console.session("beta"));
        console.after(Duration.ofMinutes(2));
        assertThat(console.field("beta", "VM", vm, "power_state")).isEqualTo("Running");
    }

    /** References are stored: only who is master differs on the two sides of a split. */
    @Test
    void bothSidesOfASplitHaveTheSameUuidsAndReferences() {
        console.world.network().cut("closet/alpha", "closet/beta");
        console.world.network().cut("closet/alpha", "closet/gamma");
        console.host("beta").adminPromote();
        console.after(RESTART);

        Map<?, ?> old = pools("alpha");
        Map<?, ?> other = pools("beta");
        assertThat(old.keySet()).isEqualTo(other.keySet());
        assertThat(((Map<?, ?>) old.values().iterator().next()).get("uuid"))
                .isEqualTo(((Map<?, ?>) other.values().iterator().next()).get("uuid"));
        assertThat(((Map<?, ?>) old.values().iterator().next()).get("master"))
                .isNotEqualTo(((Map<?, ?>) other.values().iterator().next()).get("master"));
    }

    @Test
    void softwareVersionHasTheKeysOfItsRelease() {
        Console later = new Console(pool -> pool.withRelease(Release.V25_2), "alpha");
        Map<?, ?> old =
                (Map<?, ?>) console.field("alpha", "host", console.host("alpha").ref(), "software_version");
        Map<?, ?> recent =
                (Map<?, ?>) later.field("alpha", "host", later.host("alpha").ref(), "software_version");

        assertThat(old.keySet().toString())
                .contains("product_version", "product_version_text_short", "platform_version", "build_number", "xapi")
                .contains("xen", "linux", "hostname", "date", "dbv", "db_schema", "network_backend", "xencenter_min")
                .doesNotContain("xapi_build");
        assertThat(old.get("xapi")).isEqualTo("1.20");
        assertThat(recent.get("xapi")).isEqualTo("25.2");
        assertThat(recent.get("xapi_build")).isEqualTo("25.2.0");
    }

    private void promoteBeta() {
        console.host("alpha").powerOff();
        console.host("beta").adminPromote();
        console.after(RESTART);
    }

    private void shutDown(String vm) {
        console.master("alpha", "VM.hard_shutdown", Ids.ref("vm", "closet", vm));
    }

    /** Whether a VM runs in the eyes of the copy that a slave would begin with. */
    private boolean inCopyOf(String slave, String vm) {
        Guest guest = console.pool.guests().stream()
                .filter(made -> made.name().equals(vm))
                .findFirst()
                .orElseThrow();
        return console.host(slave).toolstack().database().residentOn(guest).isPresent();
    }

    private Map<?, ?> pools(String master) {
        return (Map<?, ?>) Console.value(console.ask(master, "pool.get_all_records", console.session(master)));
    }

    private Map<?, ?> config(String host) {
        return (Map<?, ?>) console.field("alpha", "host", console.host(host).ref(), "other_config");
    }

    private Object isLive(String master, String host) {
        return console.field(master, "host_metrics", metrics(host), "live");
    }

    private Object isEnabled(String master, String host) {
        return console.field(master, "host", console.host(host).ref(), "enabled");
    }

    private static String metrics(String host) {
        return Ids.ref("metrics", "closet/" + host);
    }
}
