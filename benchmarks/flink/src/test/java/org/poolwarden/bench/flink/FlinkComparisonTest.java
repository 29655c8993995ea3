package org.poolwarden.bench.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.poolwarden.bench.Benchmarks;

/** That both programs say the same of the same samples. How fast they were is for people to read. */
@Timeout(300)
class FlinkComparisonTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void theJobSaysOfEveryWindowWhatTheTopologySays() {
        int status = Benchmarks.run(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                "capacity --flink --resources 100 --minutes 11".split(" "));

        assertThat(status).as(err + "\n" + out).isZero();
        assertThat(out.toString().lines())
                .anyMatch(line -> line.matches("Flink job, heap state +[0-9.]+ +0.00 +[1-9]\\d* +0 .*"))
                .anyMatch(line -> line.matches("  capacity topology / Flink job, heap state: [0-9.]+ .*"))
                .anyMatch(line -> line.matches("368 reports compared in every figure .*: all equal"));
    }
}
