package org.poolwarden.capacity.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.poolwarden.capacity.stream.CapacityDriver.sr;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.poolwarden.schema.LateSource;

class LateSamplesTest {

    private static final String SR = "caa66549-0000";

    @TempDir
    private Path stateDir;

    private CapacityDriver driver;

    @BeforeEach
    void open() {
        driver = new CapacityDriver(stateDir);
    }

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void aLateSampleOfAWindowThatIsOverIsCountedOnItsDay() {
        run(1, 150);
        driver.send(sr("alpha", SR, 3, 9_999, 0));
        run(151, 270);

        assertThat(driver.report("sr/closet/" + SR + "/10m").getLateSources()).isEmpty();
        assertThat(driver.report("sr/closet/" + SR + "/1d").getLateSources())
                .containsExactly(new LateSource("alpha", 1L));
    }

    @Test
    void aHostThatIsAlwaysLateIsCountedToo() {
        run(1, 200);
        for (int slot = 1; slot <= 100; slot++) {
            driver.send(sr("beta", "77aa0000-0000", slot, 20, 80));
        }
        run(201, 270);

        assertThat(driver.report("host/closet/beta/1d").getLateSources()).containsExactly(new LateSource("beta", 100L));
        assertThat(driver.report("sr/closet/77aa0000-0000/1d").getLate()).isEqualTo(100);
        assertThat(driver.report("sr/closet/77aa0000-0000/1d").getIopsTotal()).isEmpty();
        assertThat(driver.report("pool/closet/1d").getLate()).isEqualTo(100);
        assertThat(driver.report("sr/closet/" + SR + "/1d").getLateSources()).isEmpty();
    }

    private void run(int from, int to) {
        for (int slot = from; slot <= to; slot++) {
            driver.send(sr("alpha", SR, slot, 20, 80));
        }
    }
}
