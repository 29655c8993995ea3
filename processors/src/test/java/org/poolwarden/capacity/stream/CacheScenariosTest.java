package org.poolwarden.capacity.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.poolwarden.schema.CacheScenario;
import org.poolwarden.schema.CapacityReport;
import org.poolwarden.schema.DesktopFit;
import org.poolwarden.schema.DiskResource;

/** What if IntelliCache failed, or were on. */
class CacheScenariosTest {

    private static final String SR = "caa66549-0000";
    private static final String REPORT = "sr/closet/" + SR + "/10m";

    @TempDir
    private Path stateDir;

    private CapacityDriver driver;

    @BeforeEach
    void open() {
        driver = new CapacityDriver(stateDir);
        driver.profile(SR, 8, 150, 2);
    }

    @AfterEach
    void close() {
        driver.close();
    }

    /** Four VMs read 60 and write 40 each; the SR gets a tenth of it. B at 60 % reads is 1200 / 1.4. */
    @Test
    void aCacheThatFailedLeavesAllToTheSrInTheVmsOwnMix() {
        for (int slot = 1; slot <= 24; slot++) {
            tell(slot, 8, 32);
            cache(slot);
        }

        CacheScenario failed = only(driver.report(REPORT));
        assertThat(failed.getName()).isEqualTo("CACHE_FAILED");
        assertThat(failed.getIopsP95()).isCloseTo(400, within(4.0));
        assertThat(failed.getReadShare()).isCloseTo(0.6, within(1e-9));
        assertThat(failed.getCapacityConserving()).isCloseTo(1200 / 1.4, within(1e-6));
        assertThat(failed.getHeadroomIops()).isCloseTo(0.8 * 1200 / 1.4 - failed.getIopsP95(), within(1e-6));
        DesktopFit normal = fit(failed, "NORMAL");
        assertThat(normal.getDelivery()).isEqualTo("MCS_INTELLICACHE");
        assertThat(normal.getIopsEach()).isEqualTo(12);
        assertThat(normal.getMore()).isEqualTo((long) Math.floor(failed.getHeadroomIops() / 12));
    }

    @Test
    void aCacheThatWereOnWouldKeepNineTenthsAway() {
        for (int slot = 1; slot <= 24; slot++) {
            tell(slot, 240, 160);
        }

        CacheScenario on = only(driver.report(REPORT));
        assertThat(on.getName()).isEqualTo("CACHE_ON");
        assertThat(on.getIopsP95()).isCloseTo(40, within(0.4));
        assertThat(on.getCapacityConserving()).isCloseTo(1200 / 1.4, within(1e-6));
        assertThat(fit(on, "NORMAL").getIopsEach()).isCloseTo(1.2, within(1e-9));
    }

    @Test
    void aLocalSrHasNoIntelliCacheAndOneWithoutDisksNoScenario() {
        driver.tell(0, CapacityDriver.srEvent(SR, "local", "ext", false, 0.5));
        for (int slot = 1; slot <= 24; slot++) {
            tell(slot, 240, 160);
            driver.send(CapacityDriver.sr("alpha", "bb000000-0000", slot, 1, 1));
        }

        assertThat(driver.report(REPORT).getWhatIf()).isEmpty();
        assertThat(driver.report("sr/closet/bb000000-0000/10m").getWhatIf()).isEmpty();
    }

    private void tell(int slot, double reads, double writes) {
        driver.send(CapacityDriver.sr("alpha", SR, slot, reads, writes));
        for (int vm = 0; vm < 4; vm++) {
            driver.send(CapacityDriver.disk("vm" + vm, SR, slot, 60, 40));
        }
    }

    private void cache(int slot) {
        driver.send(CapacityDriver.sr("alpha", SR, slot, 0, 0)
                .setResource(DiskResource.CACHE)
                .setIopsRead(null)
                .setIopsWrite(null)
                .setCacheBytes(1e9)
                .setCacheHitBytes(3000.0)
                .setCacheMissBytes(1000.0));
    }

    private static CacheScenario only(CapacityReport report) {
        assertThat(report.getWhatIf()).hasSize(1);
        return report.getWhatIf().get(0);
    }

    private static DesktopFit fit(CacheScenario scenario, String userClass) {
        return scenario.getFits().stream()
                .filter(fit ->
                        fit.getUserClass().equals(userClass) && fit.getPhase().equals("STEADY"))
                .findFirst()
                .orElseThrow();
    }
}
