package org.poolwarden.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every cell of the {@link StateMatrix}, each asked of a pool of its own in virtual time. */
class StateMatrixTest {

    private final Console console = new Console("alpha", "beta");

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = StateMatrix.TABLE)
    void aHostAnswersByItsState(String request, String m, String s, String l, String e, String r, String h, String x) {
        List<String> row = List.of(m, s, l, e, r, h, x);
        if (request.equals("request")) {
            assertThat(String.join("", row)).isEqualTo(StateMatrix.STATES);
            return;
        }
        for (int i = 0; i < row.size(); i++) {
            char state = StateMatrix.STATES.charAt(i);
            assertThat(new Cell(request, state).answer())
                    .as(request + " in " + state)
                    .isEqualTo(row.get(i));
        }
    }

    /** One request in one state. */
    private static final class Cell {
        private final Console console = new Console("alpha", "beta");
        private final String request;
        private final String credential;
        private final String host;
        private final String ofMaster = console.session("alpha");
        private final String local;

        private Cell(String request, char state) {
            String[] parts = request.split(", ", 2);
            this.request = parts[0];
            this.credential = parts.length < 2 ? "" : parts[1];
            this.host = state == 'M' ? "alpha" : "beta";
            String before = console.localSession(host);
            bring(state);
            this.local = "MSLE".indexOf(state) < 0 ? before : console.localSession(host);
        }

        private void bring(char state) {
            switch (state) {
                case 'L' -> console.host("alpha").crash();
                case 'E' -> {
                    console.host("alpha").crash();
                    console.host("beta").restartToolstack();
                    console.after(Duration.ofSeconds(60));
                }
                case 'R' -> console.host("beta").stopToolstack();
                case 'H' -> console.host("beta").hang();
                case 'X' -> console.host("beta").crash();
                default -> assertThat(state).isIn('M', 'S');
            }
        }

        private String answer() {
            if (request.equals("rrd_updates")) {
                MetricsQuery query = new MetricsQuery(-60, 0, true, List.of(), Optional.empty());
                return cell(console.metrics(host, query, access()));
            }
            List<Object> params = new ArrayList<>();
            if (request.contains("login")) {
                params.addAll(List.of(SimWorld.USER, SimWorld.PASSWORD));
            } else {
                params.add(session());
            }
            params.addAll(
                    switch (request) {
                        case "pool.is_slave" -> List.of(Ids.NULL);
                        case "pool.emergency_reset_master" -> List.of("10.0.0.9");
                        default -> List.of();
                    });
            return cell(console.ask(host, request, params.toArray()));
        }

        private String session() {
            return switch (credential) {
                case "local session" -> local;
                case "master's session" -> ofMaster;
                default -> throw new AssertionError("a credential that nobody has: " + credential);
            };
        }

        private Access access() {
            return switch (credential) {
                case "name and password" -> Access.ofBasic(SimWorld.USER, SimWorld.PASSWORD);
                case "nothing" -> Access.NOTHING;
                default -> Access.of(session());
            };
        }
    }

    private static String cell(Optional<SimAnswer> answer) {
        if (answer.orElse(null) instanceof SimAnswer.Success success) {
            return success.value() instanceof MetricsTable
                    ? "metrics"
                    : success.value() instanceof List
                            ? "refs"
                            : success.value().equals("") ? "done" : Console.brief(answer);
        }
        if (answer.orElse(null) instanceof SimAnswer.Failure failure) {
            String code = failure.description().get(0);
            return code.equals("INTERNAL_ERROR") ? "emergency" : code;
        }
        return Console.brief(answer);
    }

    @Test
    void aHealthySlaveAnswersOrdinaryCallsThroughItsMaster() {
        assertThat(console.ask("beta", "pool.get_all_records", console.localSession("beta")))
                .get()
                .isInstanceOf(SimAnswer.Success.class);
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

        assertThat(Console.brief(
                        console.ask("beta", "pool.emergency_transition_to_master", console.localSession("beta"))))
                .isEqualTo("[HA_IS_ENABLED]");
        assertThat(Console.brief(
                        console.ask("beta", "pool.emergency_reset_master", console.localSession("beta"), "10.0.0.9")))
                .isEqualTo("[HA_IS_ENABLED]");
    }

    @Test
    void aHungHostAnswersWhatItWasAskedWhenItWakes() {
        console.host("alpha").hang();
        AtomicReference<SimAnswer> said = new AtomicReference<>();
        console.world
                .ask("console", "10.0.0.1", "session.login_with_password", List.of("root", "simulated"))
                .thenAccept(said::set);
        console.after(Duration.ofMinutes(10));
        assertThat(said.get()).isNull();

        console.host("alpha").wake();
        console.after(Duration.ofSeconds(1));
        assertThat(said.get()).isInstanceOf(SimAnswer.Success.class);
    }

    /** The password is not looked at: whoever has it not learns the master's address all the same, and at once. */
    @Test
    void aSlaveNamesItsMasterBeforeItLooksAtThePassword() {
        assertThat(Console.brief(console.ask("beta", "session.login_with_password", "root", "wrong")))
                .isEqualTo("[HOST_IS_SLAVE, 10.0.0.1]");
    }

    @Test
    void basicWithAWrongPasswordIsRefusedAfterFiveSecondsByAMaster() {
        MetricsQuery query = new MetricsQuery(-60, 0, true, List.of(), Optional.empty());
        AtomicReference<SimAnswer> said = new AtomicReference<>();
        console.world
                .metrics("console", "10.0.0.1", query, Access.ofBasic("root", "wrong"))
                .thenAccept(said::set);
        console.after(Duration.ofMillis(4900));
        assertThat(said.get()).isNull();

        console.after(Duration.ofMillis(200));
        assertThat(said.get()).isEqualTo(SimAnswer.failure("401", "Unauthorized"));
    }
}
