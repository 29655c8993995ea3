package org.poolwarden.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a host answers in each state: M master, S slave, L slave that lost its master, E emergency, R toolstack away, X dead, H hung. */
class StateMatrixTest {

    private final Console console = new Console("alpha", "beta");

    /** The table of facts/xapi.md 2.1; a cell is what comes within a moment. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
            request                     | M       | S             | L             | E         | R      | X       | H
            login_with_password         | session | HOST_IS_SLAVE | HOST_IS_SLAVE | emergency | closed | silence | silence
            slave_local_login           | session | session       | session       | session   | closed | silence | silence
            is_in_emergency_mode        | false   | false         | false         | true      | -      | -       | -
            is_slave                    | false   | true          | silence       | silence   | -      | -       | -
            emergency_transition        | done    | done          | done          | done      | -      | -       | -
            emergency_reset_master      | done    | done          | done          | done      | -      | -       | -
            get_all on a local session  | refs    | refs          | silence       | emergency | -      | -       | -
            get_all on the old session  | refs    | HOST_IS_SLAVE | silence       | emergency | closed | silence | silence
            emergency on the old session| false   | HOST_IS_SLAVE | silence       | silence   | closed | silence | silence
            rrd with the old session    | metrics | metrics       | silence       | silence   | closed | silence | silence
            rrd with a local session    | metrics | metrics       | metrics       | metrics   | -      | -       | -
            rrd with the password       | metrics | 401           | 401           | 401       | closed | silence | silence
            rrd with nothing            | 401     | 401           | 401           | 401       | closed | silence | silence
            """)
    void aHostAnswersByItsState(String request, String m, String s, String l, String e, String r, String x, String h) {
        if (request.equals("request")) {
            assertThat(List.of(m, s, l, e, r, x, h)).containsExactly("M", "S", "L", "E", "R", "X", "H");
            return;
        }
        Map<Character, String> cells = Map.of('M', m, 'S', s, 'L', l, 'E', e, 'R', r, 'X', x, 'H', h);
        cells.forEach((state, expected) -> {
            if (!expected.equals("-")) {
                assertThat(answered(request, state))
                        .as(request + " in " + state)
                        .isEqualTo(expected);
            }
        });
    }

    private static String answered(String request, char state) {
        Console console = new Console("alpha", "beta");
        String old = console.session("alpha");
        String host = bring(console, state);
        return switch (request) {
            case "login_with_password" -> cell(console.login(host));
            case "slave_local_login" -> cell(
                    console.ask(host, "session.slave_local_login_with_password", SimWorld.USER, SimWorld.PASSWORD));
            case "get_all on the old session" -> cell(console.ask(host, "pool.get_all", old));
            case "emergency on the old session" -> cell(console.ask(host, "host.is_in_emergency_mode", old));
            case "rrd with the old session" -> metrics(console, host, Access.of(old));
            case "rrd with a local session" -> metrics(console, host, Access.of(console.localSession(host)));
            case "rrd with the password" -> metrics(console, host, Access.ofBasic("root", SimWorld.PASSWORD));
            case "rrd with nothing" -> metrics(console, host, Access.NOTHING);
            case "is_in_emergency_mode" -> local(console, host, "host.is_in_emergency_mode");
            case "is_slave" -> local(console, host, "pool.is_slave");
            case "emergency_transition" -> local(console, host, "pool.emergency_transition_to_master");
            case "emergency_reset_master" -> cell(
                    console.ask(host, "pool.emergency_reset_master", console.localSession(host), "10.0.0.2"));
            case "get_all on a local session" -> local(console, host, "pool.get_all");
            default -> throw new AssertionError("a row without a request: " + request);
        };
    }

    private static String metrics(Console console, String host, Access access) {
        return console.metrics(host, new MetricsQuery(-60, 0, true, List.of(), Optional.empty()), access)
                .map(said -> said instanceof SimAnswer.Success
                        ? "metrics"
                        : said instanceof SimAnswer.Failure failure
                                ? failure.description().get(0)
                                : "closed")
                .orElse("silence");
    }

    private static String cell(Optional<SimAnswer> answer) {
        String brief = Console.brief(answer);
        if (brief.startsWith("[INTERNAL_ERROR")) {
            return "emergency";
        }
        if (brief.startsWith("[session")) {
            return "refs";
        }
        return brief.isEmpty() ? "done" : brief.replaceAll("\\[(HOST_IS_SLAVE), 10.0.0.1]", "$1");
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

        assertThat(local(console, "beta", "pool.emergency_transition_to_master"))
                .isEqualTo("[HA_IS_ENABLED]");
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
    private static String bring(Console console, char state) {
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

    private static String local(Console console, String host, String method) {
        return cell(console.ask(host, method, console.localSession(host)));
    }
}
