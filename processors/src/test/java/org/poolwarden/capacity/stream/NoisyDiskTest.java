package org.poolwarden.capacity.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.poolwarden.capacity.stream.CapacityDriver.disk;
import static org.poolwarden.capacity.stream.CapacityDriver.sr;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.poolwarden.schema.DiskConsumer;

class NoisyDiskTest {

    private static final String SR = "caa66549-0000";
    private static final int MINUTE = 12;

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
    void aDiskThatBecomesGreedyIsNoisyInEveryWindowAndOneThatAlwaysWasIsOnlyBusy() {
        minutes(0, 20, 10, 1);
        minutes(20, 24, 800, 50);
        minutes(24, 31, 10, 1);

        for (String window : List.of("10m", "1h", "1d")) {
            assertThat(driver.report("sr/closet/" + SR + "/" + window).getNoisy())
                    .as(window)
                    .extracting(DiskConsumer::getVm, DiskConsumer::getNoisyMinutes)
                    .containsExactly(tuple("new", 4L));
            assertThat(driver.report("sr/closet/" + SR + "/" + window).getBusiest())
                    .as(window)
                    .extracting(DiskConsumer::getVm)
                    .contains("always", "new")
                    .hasSize(9);
        }
    }

    @Test
    void nobodyIsNoisyWhileNobodyWaits() {
        minutes(0, 20, 10, 1);
        minutes(20, 31, 800, 1);

        assertThat(driver.report("sr/closet/" + SR + "/1h").getNoisy()).isEmpty();
    }

    /** Seven quiet disks, one that always asks for 700, and one that asks for {@code loud}. */
    private void minutes(int from, int to, double loud, double outstanding) {
        for (int slot = from * MINUTE + 1; slot <= to * MINUTE; slot++) {
            for (int quiet = 0; quiet < 7; quiet++) {
                driver.send(disk("quiet" + quiet, SR, slot, 1, 1));
            }
            driver.send(disk("always", SR, slot, 700, 0));
            driver.send(disk("new", SR, slot, loud, 0));
            driver.send(sr("alpha", SR, slot, 714 + loud, 0).setIowait(outstanding));
        }
    }
}
