package org.poolwarden.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** That each benchmark measures something and says so, at a tiny size. How fast it was is for people to read. */
@Timeout(300)
class FiguresTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void allSidesOfTheDetectorReadTheSameHeartbeats() {
        assertThat(run("detector --hosts 8 --fleets 8 --pools 4 --records 80"))
                .as(err.toString())
                .isZero();

        assertThat(err.toString()).contains("read={FAILOVER=80, STORE_ONLY=80, RAW=80}");
        assertThat(out.toString().lines())
                .anyMatch(line -> line.matches("failover topology +[0-9.]+ us CPU a heartbeat"))
                .anyMatch(line -> line.matches("store-only topology +[0-9.]+ us CPU a heartbeat"))
                .anyMatch(line -> line.matches("raw consumer and fold +[0-9.]+ us CPU a heartbeat"))
                .anyMatch(line -> line.matches("  failover topology / store-only topology: [0-9.]+ .*"))
                .anyMatch(line -> line.matches("  failover topology / raw consumer and fold: [0-9.]+ .*"));
    }

    /** Heartbeats that changed something would be judged, every one of them. */
    @Test
    void heartbeatsOfTheDetectorChangeNothing() {
        assertThat(run("detector --hosts 8 --fleets 8 --pools 4 --records 96"))
                .as(err.toString())
                .isZero();

        assertThat(out.toString()).contains("judged 0.04 times a heartbeat");
    }

    @Test
    void aDiskSampleHasItsCostAndItsStateToldAndAnAbsentSideIsSaidToBeAbsent() {
        assertThat(run("capacity --resources 100 --minutes 11"))
                .as(err.toString())
                .isZero();

        assertThat(err.toString()).contains("; 184 reports");
        assertThat(out.toString().lines())
                .anyMatch(line -> line.matches("capacity topology +[1-9][0-9.]* +[0-9.]+ +[1-9]\\d* +[1-9]\\d* .*"))
                .anyMatch(line -> line.matches("Flink job +absent: .*"));

        assertThat(run("capacity --resources 100 --flink")).isEqualTo(1);
        assertThat(err.toString()).contains("the Flink job is not there: build with mvn -P flink");
    }

    @Test
    void everyLostMasterHasItsFindingAndItsCommandMeasured() {
        assertThat(run("latency --pools 10")).as(err.toString()).isZero();

        assertThat(out.toString().lines())
                .anyMatch(line -> line.contains("2 masters without power"))
                .anyMatch(line -> line.matches("evidence to finding +p50 +\\d+ ms +p99 +\\d+ ms +of 2"))
                .anyMatch(line -> line.matches("evidence to command +p50 +\\d+ ms +p99 +\\d+ ms +of 2"));
    }

    @Test
    void rehearsalsAreTimedTogether(@TempDir Path dir) throws Exception {
        Path shipped = Path.of("../rehearsals");
        for (String name : new String[] {"14-planned-change.yaml", "18-maintenance.yaml"}) {
            Files.copy(shipped.resolve(name), dir.resolve(name));
        }

        assertThat(run("rehearsals " + dir)).as(err.toString()).isZero();

        assertThat(out.toString())
                .matches(
                        "2 rehearsals, [1-9]\\d* simulated seconds together: [1-9]\\d* simulated seconds in a second .*\\R");
    }

    @Test
    void sizesThatCannotBeAreUsageErrors() {
        assertThat(run("detector --hosts 25 --pool-size 10")).isEqualTo(2);
        assertThat(run("latency --pools 7")).isEqualTo(2);
        assertThat(run("capacity --resources 75")).isEqualTo(2);
        assertThat(err.toString())
                .contains("a multiple of the pools' size 10, were 25", "a multiple of 5", "a pool, were 75");
    }

    private int run(String line) {
        return Benchmarks.run(new PrintWriter(out, true), new PrintWriter(err, true), line.split(" "));
    }
}
