package org.poolwarden.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** That the benchmarks start and print their tables. What they print is for people: a busy machine fails no test. */
@Timeout(300)
class BenchmarksTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void interviewsOfATinyFleetEndInATable() {
        int status = run("interviews --hosts 8 --pool-size 4 --hung 13 --warm-up 100ms --window 2s"
                + " --worker-option -XX:TieredStopAtLevel=1 --only POOLWARDEN_HUNG,STOCK_HUNG");

        assertThat(status).as(err.toString()).isZero();
        assertThat(out.toString().lines())
                .anyMatch(line -> line.startsWith("One Connect worker, 8 hosts in pools of 4,"))
                .anyMatch(line -> line.matches("median of the rounds +others/s +far p50.*CPU us.*"))
                .anyMatch(line -> line.matches("poolwarden, some hung +[1-9][0-9.]* .*"))
                .anyMatch(line -> line.matches("stock, some hung +[1-9][0-9.]* .*"))
                .anyMatch(line -> line.matches("  others/s +[0-9.]+ +control moved by 0 %"));
    }

    @Test
    void aFleetThatCannotBeIsAUsageError() {
        assertThat(run("interviews --hosts 25 --pool-size 10")).isEqualTo(2);
        assertThat(err.toString()).contains("a multiple of the pools' size 10, were 25");

        assertThat(run("interviews --period 2")).isEqualTo(2);
        assertThat(err.toString()).contains("expected a time like 500ms or 30s, was 2");
    }

    private int run(String line) {
        return Benchmarks.run(new PrintWriter(out, true), new PrintWriter(err, true), line.split(" "));
    }
}
