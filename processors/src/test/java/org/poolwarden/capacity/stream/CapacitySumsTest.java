package org.poolwarden.capacity.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.poolwarden.schema.CapacityPart;
import org.poolwarden.schema.CapacityReport;

/** What hosts and pools can do, of several SRs. */
class CapacitySumsTest {

    private static final String SHARED = "caa66549-0000";
    private static final String LOCAL = "77aa0000-0000";
    private static final String POOL = "pool/closet/10m";

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
    void aPoolCanDoWhatItsSrsCanEachInItsOwnMix() {
        profiles();
        minutes(0, 2);

        CapacityReport pool = driver.report(POOL);
        double shared = driver.report("sr/closet/" + SHARED + "/10m")
                .getCapacityConserving()
                .orElseThrow();
        double local = driver.report("sr/closet/" + LOCAL + "/10m")
                .getCapacityConserving()
                .orElseThrow();
        assertThat(shared).isCloseTo(1200 / 1.8, within(1e-9));
        assertThat(local).isEqualTo(220);
        assertThat(pool.getCapacityConserving().orElseThrow()).isCloseTo(shared + local, within(1e-9));
        assertThat(pool.getCapacityFunctional().orElseThrow()).isCloseTo(720 + 220, within(1e-9));
        assertThat(pool.getParts()).extracting(CapacityPart::getId).containsExactly(LOCAL, SHARED);
        assertThat(pool.getWithoutProfile()).isEmpty();
        assertThat(pool.getComparedSince()).isEmpty();
        assertThat(pool.getProfile()).contains("sum of 2 with a capacity");
    }

    /** Alpha asks for 90 and beta for 30 of the shared SR, in turn of 5 s: no p95 is a sum of others. */
    @Test
    void demandIsTheSumOfSlotsAndNotOfPercentiles() {
        profiles();
        minutes(0, 2);

        CapacityReport pool = driver.report(POOL);
        double used = pool.getIopsTotal().orElseThrow().getP95();
        assertThat(used).isCloseTo(140, within(1.4));
        assertThat(pool.getUtilisation().orElseThrow())
                .isCloseTo(used / pool.getCapacityConserving().orElseThrow(), within(1e-9));
        assertThat(pool.getHeadroomIops().orElseThrow())
                .isCloseTo(0.8 * pool.getCapacityConserving().orElseThrow() - used, within(1e-9));
        double hosts = p95("host/closet/alpha/10m") + p95("host/closet/beta/10m");
        assertThat(hosts).isGreaterThan(used + 50);
    }

    @Test
    void hostsAddUpToTheirPool() {
        profiles();
        minutes(0, 2);

        CapacityReport alpha = driver.report("host/closet/alpha/10m");
        CapacityReport beta = driver.report("host/closet/beta/10m");
        assertThat(beta.getCapacityConserving().orElseThrow()).isCloseTo(0.5 * 1200 / 1.8, within(1e-9));
        assertThat(alpha.getCapacityConserving().orElseThrow()).isCloseTo(0.5 * 1200 / 1.8 + 220, within(1e-9));
        assertThat(alpha.getCapacityConserving().orElseThrow()
                        + beta.getCapacityConserving().orElseThrow())
                .isCloseTo(driver.report(POOL).getCapacityConserving().orElseThrow(), within(1e-9));
        assertThat(alpha.getRunwayAbsence()).contains("NO_CAPACITY_OF_ITS_OWN");
        assertThat(alpha.getLearnedAbsence()).contains("OF_SRS_ONLY");
        assertThat(alpha.getFits()).isNotEmpty();
    }

    @Test
    void anSrOfWhichNobodyHasSaidWhatItIsIsNamedAndItsDemandComparedWithNothing() {
        driver.profile(LOCAL, 2, 110, 2);
        minutes(0, 2);

        CapacityReport pool = driver.report(POOL);
        assertThat(pool.getCapacityConserving()).contains(220.0);
        assertThat(pool.getUtilisation().orElseThrow()).isCloseTo(20 / 220.0, within(1e-3));
        assertThat(pool.getIopsTotal().orElseThrow().getMean()).isCloseTo(140, within(1e-9));
        assertThat(pool.getWithoutProfile()).containsExactly(SHARED);
        assertThat(pool.getRunwayAbsence()).contains("SRS_WITHOUT_PROFILE");
    }

    @Test
    void withoutAnyProfileNothingIsInvented() {
        minutes(0, 2);

        CapacityReport pool = driver.report(POOL);
        assertThat(pool.getCapacityConserving()).isEmpty();
        assertThat(pool.getUtilisation()).isEmpty();
        assertThat(pool.getFits()).isEmpty();
        assertThat(pool.getWithoutProfile()).containsExactly(LOCAL, SHARED);
        assertThat(pool.getRunwayAbsence()).contains("NO_CAPACITY");
    }

    @Test
    void aProfileThatComesMidwayBeginsTheComparisonAnew() {
        driver.profile(LOCAL, 2, 110, 2);
        minutes(0, 2);
        driver.profile(SHARED, 8, 150, 2);
        minutes(2, 4);

        CapacityReport pool = driver.report(POOL);
        assertThat(pool.getComparedSince()).contains(CapacityDriver.START.plusSeconds(60));
        assertThat(pool.getUtilisation().orElseThrow()).isCloseTo(140 / (1200 / 1.8 + 220), within(2e-3));
        assertThat(pool.getIopsTotal().orElseThrow().getMean()).isCloseTo(140, within(1e-9));
        assertThat(pool.getWithoutProfile()).isEmpty();
    }

    private double p95(String key) {
        return driver.report(key).getIopsTotal().orElseThrow().getP95();
    }

    private void profiles() {
        driver.profile(SHARED, 8, 150, 2);
        driver.profile(LOCAL, 2, 110, 2);
    }

    /** One and a half minutes more than are closed; the shared SR is 20 % reads, the local one nothing else. */
    private void minutes(int from, int to) {
        for (int slot = 12 * from + 1; slot <= 12 * to; slot++) {
            double alpha = slot % 2 == 0 ? 90 : 30;
            driver.send(CapacityDriver.sr("alpha", SHARED, slot, 0.2 * alpha, 0.8 * alpha));
            driver.send(CapacityDriver.sr("beta", SHARED, slot, 0.2 * (120 - alpha), 0.8 * (120 - alpha)));
            driver.send(CapacityDriver.sr("alpha", LOCAL, slot, 20, 0));
        }
    }
}
