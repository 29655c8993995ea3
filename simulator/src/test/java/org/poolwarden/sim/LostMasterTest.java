package org.poolwarden.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A running slave whose master went away: facts/xapi.md 3.1. */
class LostMasterTest {

    private final Console console = new Console("alpha", "beta");
    private final String local = console.localSession("beta");

    @Test
    void itNeverEntersEmergencyModeByItself() {
        console.host("alpha").powerOff();
        console.after(Duration.ofDays(7));

        assertThat(said("host.is_in_emergency_mode")).isEqualTo("false");
        assertThat(Console.brief(console.login("beta"))).isEqualTo("[HOST_IS_SLAVE, 10.0.0.1]");
        assertThat(console.told).containsExactly("alpha: power lost");
    }

    /** {@code master_connection_retry_timeout}: what the manuals say, and hosts do only when they are told to. */
    @Test
    void whereItIsSetToGiveUpItRestartsAndIsThenInEmergencyMode() {
        Console patient = new Console(
                pool -> pool.withTiming(Timing.REAL.withMasterRetry(Duration.ofSeconds(60))), "alpha", "beta");
        patient.host("alpha").powerOff();
        patient.after(Duration.ofSeconds(55));
        assertThat(patient.told).containsExactly("alpha: power lost");

        patient.after(Duration.ofMinutes(3));
        assertThat(patient.told).contains("beta: in emergency mode, looks for its master 10.0.0.1");
        assertThat(Console.brief(patient.login("beta"))).startsWith("[INTERNAL_ERROR");
    }

    /** 2, 4, 8 seconds and so on: after a long time without a master a call may wait for minutes more. */
    @Test
    void pausesBetweenItsAttemptsGrowToFourMinutes() {
        AtomicReference<SimAnswer> said = whileCutOff("pool.get_all");
        assertThat(said.get()).as("it sleeps").isNull();

        console.after(Duration.ofSeconds(256));
        assertThat(said.get()).isInstanceOf(SimAnswer.Success.class);
    }

    @Test
    void askingWhetherItIsASlaveWakesItUp() {
        AtomicReference<SimAnswer> said = whileCutOff("pool.get_all");
        assertThat(said.get()).as("it sleeps").isNull();

        assertThat(said("pool.is_slave", Ids.NULL)).isEqualTo("true");
        assertThat(said.get()).isInstanceOf(SimAnswer.Success.class);
    }

    /** A master that starts asks everybody whether he is a slave. */
    @Test
    void aMasterThatStartsWakesItUpToo() {
        console.host("alpha").stopToolstack();
        AtomicReference<SimAnswer> said = later("pool.get_all");
        console.after(Duration.ofMinutes(30));
        console.host("alpha").startToolstack();
        console.after(Duration.ofSeconds(31));

        assertThat(said.get()).isInstanceOf(SimAnswer.Success.class);
    }

    /** Heartbeats have a connection of their own. */
    @Test
    void itsHeartbeatsGoOnAtOnce() {
        whileCutOff("pool.get_all");
        assertThat(console.field("alpha", "host_metrics", Ids.ref("metrics", "closet/beta"), "live"))
                .isEqualTo(false);

        console.after(Duration.ofSeconds(31));
        assertThat(console.field("alpha", "host_metrics", Ids.ref("metrics", "closet/beta"), "live"))
                .isEqualTo(true);
    }

    /** Asks beta while the master is out of reach, for half an hour; the answer is what has come a second after that. */
    private AtomicReference<SimAnswer> whileCutOff(String method) {
        console.world.network().cut("closet/alpha", "closet/beta");
        AtomicReference<SimAnswer> said = later(method);
        console.after(Duration.ofMinutes(30));
        console.world.network().heal("closet/alpha", "closet/beta");
        console.after(Duration.ofSeconds(1));
        return said;
    }

    private AtomicReference<SimAnswer> later(String method) {
        AtomicReference<SimAnswer> said = new AtomicReference<>();
        console.world.ask("console", "10.0.0.2", method, List.of(local)).thenAccept(said::set);
        return said;
    }

    private String said(String method, Object... args) {
        Object[] params = new Object[args.length + 1];
        params[0] = local;
        System.arraycopy(args, 0, params, 1, args.length);
        return Console.brief(console.ask("beta", method, params));
    }
}
