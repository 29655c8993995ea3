package org.poolwarden.connect.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.poolwarden.connect.pool.PoolAccess;
import org.poolwarden.connect.pool.PoolHost;
import org.poolwarden.connect.pool.Rhythm;
import org.poolwarden.xapi.Credentials;
import org.poolwarden.xapi.HostEndpoint;

class RampTest {

    private static final Rhythm RHYTHM = new Rhythm(Duration.ofSeconds(2), Duration.ofSeconds(1));

    @Test
    void fewPoolsAreSpreadOverAPeriod() {
        Ramp ramp = new Ramp(RHYTHM, pools(4, 3));

        assertThat(ramp.phase(0)).isZero();
        assertThat(ramp.phase(3)).isEqualTo(Duration.ofMillis(1500));
    }

    @Test
    void manyHostsBegin150ASecond() {
        Ramp ramp = new Ramp(RHYTHM, pools(500, 4));

        assertThat(ramp.phase(75)).isEqualTo(Duration.ofSeconds(2));
        assertThat(ramp.phase(499)).isBetween(Duration.ofSeconds(13), Duration.ofSeconds(14));
    }

    /** A pool begins at once: in any second there are 150, and at most the rest of one pool. */
    @Test
    void inNoSecondBeginMore() {
        Ramp ramp = new Ramp(RHYTHM, pools(500, 4));
        List<Duration> begun =
                IntStream.range(0, 500).mapToObj(ramp::phase).sorted().toList();

        for (Duration from : begun) {
            long connections = 4
                    * begun.stream()
                            .filter(at -> at.compareTo(from) >= 0 && at.compareTo(from.plusSeconds(1)) < 0)
                            .count();
            assertThat(connections).isLessThanOrEqualTo(150 + 4);
        }
    }

    private static List<PoolAccess> pools(int count, int hosts) {
        PoolHost host = new PoolHost(new HostEndpoint("a", "10.0.0.1", 443), "10.0.0.1", Optional.empty());
        return Collections.nCopies(
                count, new PoolAccess("p", Collections.nCopies(hosts, host), new Credentials("root", "x")));
    }
}
