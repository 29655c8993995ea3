package org.poolwarden.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a host answers in each state: M master, S slave, L slave that lost its master, E emergency, R toolstack away, X dead, H hung. */
class StateMatrixTest {

    private final Console console = new Console("alpha", "beta");

    @ParameterizedTest
    @CsvSource({
        "M, session",
        "S, [HOST_IS_SLAVE; 10.0.0.1]",
        "L, [HOST_IS_SLAVE; 10.0.0.1]",
        "E, [INTERNAL_ERROR; connection failed]",
        "R, closed",
        "H, silence",
        "X, silence",
    })
    void loginAnswersByState(char state, String expected) {
        String host = bring(state);

        assertThat(Console.brief(console.login(host))).isEqualTo(expected.replace(';', ','));
    }

    @ParameterizedTest
    @CsvSource({"M, session", "S, session", "L, session", "E, session", "R, closed", "H, silence", "X, silence"})
    void theLocalLoginWorksInEveryStateThatAnswers(char state, String expected) {
        String host = bring(state);

        assertThat(Console.brief(
                        console.ask(host, "session.slave_local_login_with_password", SimWorld.USER, SimWorld.PASSWORD)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"M, false", "S, false", "L, false", "E, true"})
    void emergencyModeIsNotASignOfALostMaster(char state, String expected) {
        assertThat(local(state, "host.is_in_emergency_mode")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"M, false", "S, true", "L, silence", "E, silence"})
    void isSlaveAnswersOnlyWhereTheMasterIsReached(char state, String expected) {
        assertThat(local(state, "pool.is_slave")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"M, ''", "S, ''", "L, ''", "E, ''"})
    void emergencyCallsNeedNoEmergency(char state, String expected) {
        assertThat(local(state, "pool.emergency_transition_to_master")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"L, silence", "E, [INTERNAL_ERROR; connection failed]"})
    void ordinaryCallsOnALocalSessionHangOrAreRefusedWithoutAMaster(char state, String expected) {
        assertThat(local(state, "pool.get_all_records")).isEqualTo(expected.replace(';', ','));
    }

    @Test
    void aHealthySlaveAnswersOrdinaryCallsThroughItsMaster() {
        assertThat(console.ask("beta", "pool.get_all_records", console.localSession("beta")))
                .get()
                .isInstanceOf(SimAnswer.Success.class);
    }

    @Test
    void aSessionOfTheOldMasterHangsOnALostSlave() {
        String old = console.session("alpha");
        console.host("alpha").crash();

        assertThat(console.ask("beta", "pool.get_all_records", old)).isEmpty();
    }

    @Test
    void aMasterThinksForFiveSecondsAboutAWrongPassword() {
        assertThat(console.ask("alpha", "session.login_with_password", "root", "wrong", "1.0", "t"))
                .isEmpty();
        assertThat(Console.brief(console.ask(
                        Duration.ofSeconds(6), "alpha", "session.login_with_password", "root", "wrong", "1.0", "t")))
                .startsWith("[SESSION_AUTHENTICATION_FAILED, root");
        assertThat(Console.brief(console.ask("beta", "session.slave_local_login_with_password", "root", "wrong")))
                .startsWith("[SESSION_AUTHENTICATION_FAILED, root");
    }

    @Test
    void armedHaForbidsEmergencyCalls() {
        console.pool.setHaArmed(true);

        assertThat(local('S', "pool.emergency_transition_to_master")).isEqualTo("[HA_IS_ENABLED]");
    }

    @Test
    void aHungHostAnswersWhatItWasAskedWhenItWakes() {
        console.host("alpha").hang();
        Optional<SimAnswer> silent = console.login("alpha");
        console.host("alpha").wake();

        assertThat(silent).isEmpty();
        assertThat(Console.brief(console.login("alpha"))).isEqualTo("session");
    }

    /** Brings a host into {@code state} and names it. */
    private String bring(char state) {
        SimHost alpha = console.host("alpha");
        SimHost beta = console.host("beta");
        switch (state) {
            case 'M' -> {
                return "alpha";
            }
            case 'L' -> alpha.crash();
            case 'E' -> {
                alpha.crash();
                beta.restartToolstack();
                console.after(Duration.ofSeconds(60));
            }
            case 'R' -> beta.stopToolstack();
            case 'H' -> beta.hang();
            case 'X' -> beta.crash();
            default -> assertThat(state).isEqualTo('S');
        }
        return "beta";
    }

    private String local(char state, String method) {
        String host = bring(state);
        return Console.brief(console.ask(host, method, console.localSession(host)));
    }
}
