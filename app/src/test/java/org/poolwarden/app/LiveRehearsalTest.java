package org.poolwarden.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.poolwarden.app.operate.FakeTerminal;

/** {@code rehearse --live}: the same file on a real broker, with real connectors and hosts that answer over HTTPS. */
class LiveRehearsalTest {

    private static final String SHIPPED = "../rehearsals/94-short-enough-to-be-played-live.yaml";
    private static final String STORY =
            """
            name: a quiet minute
            pool: {hosts: [alpha, beta]}
            heartbeat: %s
            run: 1m
            events:
              - {at: 10s, do: power-off beta}
              - {at: 20s, do: "%s"}
            expect:
              - {alert: HOST_LOST}
            """;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path dir;

    @Test
    void aLostMasterWithABmcIsReplacedInRealTimeAndEveryExpectationHolds() {
        int status = run("rehearse", "--live", SHIPPED);

        String told = out.toString() + err;
        assertThat(status).as(told).isZero();
        List<String> lines = told.lines().toList();
        assertThat(lines).anyMatch(line -> line.matches(" +0:1\\d\\.\\d{3}  fault     power-off alpha"));
        assertThat(lines).anyMatch(line -> line.matches(" +\\d:\\d\\d\\.\\d{3}  outcome   beta PROMOTE SUCCEEDED: .*"));
        assertThat(lines).filteredOn(line -> line.startsWith("  PASS  ")).hasSize(9);
        assertThat(lines).anyMatch(line -> line.matches("  heartbeats were read after their append, \\d+ ms .*"));
        assertThat(lines)
                .contains("PASS  two hosts at a quick heartbeat, the master loses power (90 seconds of real time)");
    }

    @ParameterizedTest
    @CsvSource({
        "duplicate heartbeats 30%, nothing lies between a connector's producer and the broker",
        "delay heartbeats 20s 10%, nothing lies between a connector's producer and the broker",
        "processor crash, the application of the embedded stack cannot die without a commit",
        "processor start, the application of the embedded stack cannot die without a commit",
        "clock rack-a +1h, observers share the clock of this machine"
    })
    void whatTheStackCannotPlayIsRefusedByItsNameBeforeAnythingIsPlayed(String verb, String why) throws IOException {
        String file = story("5s", verb);

        assertThat(run("rehearse", "--live", SHIPPED, file)).isEqualTo(2);
        assertThat(err.toString().strip())
                .isEqualTo(file + ":7: cannot be played live: '" + verb + "' (line 7), because " + why);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aHeartbeatQuickerThanTheConnectorsTakeIsRefused() throws IOException {
        String file = story("249ms", "power-on beta");

        assertThat(run("rehearse", "--live", file)).isEqualTo(2);
        assertThat(err.toString()).contains("the connectors take a heartbeat of 250ms or more, found 249ms");
    }

    private String story(String heartbeat, String verb) throws IOException {
        return Files.writeString(dir.resolve("story.yaml"), STORY.formatted(heartbeat, verb))
                .toString();
    }

    private int run(String... args) {
        return Poolwarden.run(new FakeTerminal(), new PrintWriter(out, true), new PrintWriter(err, true), args);
    }
}
