package org.poolwarden.capacity.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.poolwarden.capacity.stream.CapacityDriver.disk;
import static org.poolwarden.capacity.stream.CapacityDriver.sr;
import static org.poolwarden.capacity.stream.CapacityDriver.srEvent;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.poolwarden.schema.Alert;
import org.poolwarden.schema.AlertState;

class CacheFallingBackTest {

    private static final String SHARED = "caa66549-0000";
    private static final String LOCAL = "77aa0000-0000";
    private static final int TEN_MINUTES = 120;

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
    void anOffloadThatFallsWithAFullLocalSrFiresOnceAndResolvesOnce() {
        driver.tell(0, srEvent(LOCAL, "cache", "ext", false, 0.5));
        windows(0, 7, 10);
        driver.tell(7 * TEN_MINUTES, srEvent(LOCAL, "cache", "ext", false, 0.95));
        windows(7, 10, 60);
        windows(10, 13, 10);
        driver.collect();

        assertThat(driver.alerts).extracting(Alert::getState).containsExactly(AlertState.FIRING, AlertState.RESOLVED);
        assertThat(driver.alerts).extracting(Alert::getKey).containsOnly("closet/CACHE_FALLING_BACK/" + SHARED);
        assertThat(driver.alerts.get(0).getSummary())
                .contains("40 % off", "usual are 90 %", "cache (" + LOCAL + ") is 95 % full");
        assertThat(driver.alerts.get(1).getStartsAt())
                .isEqualTo(driver.alerts.get(0).getStartsAt());
    }

    @Test
    void anOffloadThatFallsWhileTheLocalSrHasRoomIsNoFallingBack() {
        driver.tell(0, srEvent(LOCAL, "cache", "ext", false, 0.5));
        windows(0, 7, 10);
        windows(7, 11, 60);
        driver.collect();

        assertThat(driver.alerts).isEmpty();
    }

    @Test
    void aFullLocalSrThatHoldsNoCacheIsNoFallingBack() {
        driver.tell(0, srEvent(LOCAL, "root", "lvm", false, 0.95));
        windows(0, 7, 10);
        windows(7, 11, 60);
        driver.collect();

        assertThat(driver.alerts).isEmpty();
    }

    /** Ten-minute windows in which disks ask for 100 requests per second, and the SR gets {@code shared} of them. */
    private void windows(int from, int to, double shared) {
        for (int slot = from * TEN_MINUTES + 1; slot <= to * TEN_MINUTES; slot++) {
            driver.send(disk("0d8b", SHARED, slot, 80, 20));
            driver.send(sr("alpha", SHARED, slot, shared, 0));
        }
    }
}
