package org.poolwarden.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a slave says while its xapi has not talked to its master, and how it gets out of that: facts/xapi.md 2.2 and 3.2. */
class EmergencyModeTest {

    private static final Duration START = Duration.ofSeconds(30);

    private final Console console = new Console("alpha", "beta", "gamma");

    @Test
    void untilTheFirstAttemptHasEndedItIsStillBooting() {
        console.host("alpha").crash();
        console.host("beta").restartToolstack();
        console.after(START.plusSeconds(1));
        assertThat(refusal("beta")).isEqualTo("[HOST_STILL_BOOTING]");

        console.after(Duration.ofSeconds(20));
        assertThat(refusal("beta")).isEqualTo("[INTERNAL_ERROR, connection failed]");
    }

    @Test
    void aSlaveThatIsPointedToItselfSaysSo() {
        console.host("beta").adminRepoint(console.host("beta"));
        console.after(Duration.ofMinutes(1));

        assertThat(refusal("beta")).isEqualTo("[HOST_ITS_OWN_SLAVE]");
    }

    /** What the host in pool.conf answers is handed on as it is. */
    @Test
    void aSlaveOfAHostThatIsItselfInEmergencyModeSaysWhatThatOneSays() {
        console.host("beta").adminRepoint(console.host("beta"));
        console.host("gamma").adminRepoint(console.host("beta"));
        console.after(Duration.ofMinutes(1));
        assertThat(refusal("gamma")).isEqualTo("[HOST_ITS_OWN_SLAVE]");
    }

    @Test
    void aSlaveOfASlaveIsSentOn() {
        console.host("gamma").adminRepoint(console.host("beta"));
        console.after(Duration.ofMinutes(1));

        assertThat(refusal("gamma")).isEqualTo("[HOST_IS_SLAVE, 10.0.0.1]");
    }

    /** Time alone does not mend it: it asks once a minute, and not every five seconds. */
    @Test
    void aSlaveThatItsMasterDoesNotKnowAsksOnceAMinute() {
        console.host("gamma").crash();
        console.after(Duration.ofSeconds(660));
        console.master("alpha", "host.declare_dead", console.host("gamma").ref());
        console.master("alpha", "host.destroy", console.host("gamma").ref());
        console.host("gamma").powerOff();
        console.host("gamma").powerOn();
        console.after(Duration.ofSeconds(155));
        assertThat(refusal("gamma"))
                .isEqualTo("[HOST_UNKNOWN_TO_MASTER, " + console.host("gamma").uuid() + "]");

        console.host("alpha").toolstack().database().join(console.host("gamma"), console.clock.now());
        console.after(Duration.ofSeconds(30));
        assertThat(refusal("gamma")).startsWith("[HOST_UNKNOWN_TO_MASTER");
        console.after(Duration.ofSeconds(30));
        assertThat(refusal("gamma")).isEqualTo("[HOST_IS_SLAVE, 10.0.0.1]");
    }

    @Test
    void itEndsByItselfSecondsAfterTheMasterIsBack() {
        console.host("alpha").stopToolstack();
        console.host("beta").restartToolstack();
        console.after(Duration.ofMinutes(10));
        assertThat(refusal("beta")).isEqualTo("[INTERNAL_ERROR, connection closed]");

        console.host("alpha").startToolstack();
        console.after(START.plusSeconds(6));
        assertThat(refusal("beta")).isEqualTo("[HOST_IS_SLAVE, 10.0.0.1]");
    }

    /** Whoever alarms on emergency mode alone alarms at every power failure. */
    @Test
    void afterAPowerFailureEverySlaveIsInItUntilItsMasterHasBooted() {
        console.pool.hosts().forEach(SimHost::powerOff);
        console.host("beta").powerOn();
        console.host("gamma").powerOn();
        console.after(Duration.ofMinutes(3));
        assertThat(refusal("beta")).startsWith("[INTERNAL_ERROR");

        console.host("alpha").powerOn();
        console.after(Duration.ofMinutes(4));
        assertThat(console.pool.followersOf(console.host("alpha"))).hasSize(2);
    }

    @ParameterizedTest(name = "{0}: {1} is answered: {2}")
    @CsvSource({
        "V8_2, pool.emergency_transition_to_master, true",
        "V8_2, host.emergency_reset_server_certificate, true",
        "V8_2, host.emergency_disable_tls_verification, false",
        "V8_2, pool.get_all, false",
        "V8_2, system.listMethods, false",
        "V23_31, host.emergency_disable_tls_verification, true",
        "V23_31, host.emergency_clear_mandatory_guidance, false",
        "V24_11, host.emergency_clear_mandatory_guidance, true",
    })
    void whatIsAnsweredInItGrowsWithTheReleases(Release release, String method, boolean isAnswered) {
        assertThat(EmergencyCalls.areAnswered(method, release)).isEqualTo(isAnswered);
        Console its = new Console(pool -> pool.withRelease(release), "alpha", "beta");
        its.host("alpha").crash();
        its.host("beta").restartToolstack();
        its.after(Duration.ofMinutes(1));
        String said = Console.brief(its.ask("beta", method, its.localSession("beta")));

        assertThat(said.startsWith("[INTERNAL_ERROR")).isEqualTo(!isAnswered);
    }

    /** A hung master gets its slaves no further either: it accepts, and says nothing. */
    @Test
    void aHungMasterKeepsASlaveThatStartsInEmergencyMode() {
        console.host("alpha").hang();
        console.host("beta").restartToolstack();
        console.after(Duration.ofMinutes(10));
        assertThat(refusal("beta")).isEqualTo("[HOST_STILL_BOOTING]");

        console.host("alpha").wake();
        console.after(Duration.ofSeconds(6));
        assertThat(refusal("beta")).isEqualTo("[HOST_IS_SLAVE, 10.0.0.1]");
    }

    private String refusal(String host) {
        return Console.brief(console.login(host));
    }
}
