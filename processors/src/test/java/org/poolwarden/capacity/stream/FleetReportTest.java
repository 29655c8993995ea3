package org.poolwarden.capacity.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.poolwarden.schema.CapacityPart;
import org.poolwarden.schema.CapacityReport;
import org.poolwarden.schema.PoolDemand;
import org.poolwarden.schema.ReportScope;

/** What all pools ask for, and which of them stand worst. */
class FleetReportTest {

    private static final String FLEET = "fleet/10m";

    @TempDir
    private Path stateDir;

    private CapacityDriver driver;

    @BeforeEach
    void open() {
        driver = new CapacityDriver(stateDir);
        driver.profile("sr-attic");
        driver.profile("sr-cellar");
    }

    @AfterEach
    void close() {
        driver.close();
    }

    /** Attic and cellar ask for 300 and 100 in turn of 5 s: together always for 400. */
    @Test
    void theFleetAsksForTheSumOfItsPoolsSlots() {
        slots(1, 48, "attic", "cellar");

        CapacityReport fleet = driver.report(FLEET);
        assertThat(fleet.getScope()).isEqualTo(ReportScope.FLEET);
        assertThat(fleet.getPool()).isEmpty();
        assertThat(fleet.getSources()).isEqualTo(2);
        assertThat(fleet.getCoverage()).isEqualTo(1);
        assertThat(fleet.getIopsTotal().orElseThrow().getMax()).isCloseTo(400, within(1e-9));
        assertThat(fleet.getIopsTotal().orElseThrow().getP95()).isCloseTo(400, within(4.0));
        assertThat(p95("pool/attic/10m") + p95("pool/cellar/10m")).isGreaterThan(590);
        assertThat(fleet.getReadShare().orElseThrow()).isCloseTo(0.2, within(1e-9));
        assertThat(fleet.getFits()).isEmpty();
    }

    @Test
    void itsCapacityIsThatOfItsPoolsAndTheFullestComesFirst() {
        driver.profile("sr-cellar", 4, 150, 2);
        slots(1, 48, "attic", "cellar");

        CapacityReport fleet = driver.report(FLEET);
        assertThat(fleet.getCapacityConserving().orElseThrow()).isCloseTo(1800 / 1.8, within(1e-6));
        assertThat(fleet.getCapacityFunctional().orElseThrow()).isCloseTo(720 + 360, within(1e-6));
        assertThat(fleet.getUtilisation().orElseThrow()).isCloseTo(0.4, within(0.004));
        assertThat(fleet.getHeadroomIops().orElseThrow()).isCloseTo(400, within(4.0));
        assertThat(fleet.getParts()).extracting(CapacityPart::getId).containsExactly("cellar", "attic");
        assertThat(fleet.getParts().get(0).getHeadroomIops())
                .isEqualTo(driver.report("pool/cellar/10m").getHeadroomIops());
        assertThat(fleet.getWithoutProfile()).isEmpty();
    }

    @Test
    void aPoolOfWhichNobodyHasSaidWhatItIsMadeOfIsNamed() {
        slots(1, 48, "attic", "loft");

        CapacityReport fleet = driver.report(FLEET);
        assertThat(fleet.getWithoutProfile()).containsExactly("loft");
        assertThat(fleet.getCapacityConserving().orElseThrow()).isCloseTo(1200 / 1.8, within(1e-6));
        assertThat(fleet.getUtilisation().orElseThrow()).isCloseTo(p95("pool/attic/10m") / (1200 / 1.8), within(1e-3));
        assertThat(fleet.getRunwayAbsence()).contains("SRS_WITHOUT_PROFILE");
    }

    @Test
    void whatIsToldAgainInAnyOrderChangesNothing() {
        slots(1, 48, "attic", "cellar");
        CapacityReport before = driver.report(FLEET);
        List<PoolDemand> again = new ArrayList<>(driver.demands());
        assertThat(again).hasSize(6);
        Collections.reverse(again);

        again.forEach(driver::tellAgain);

        assertThat(driver.report(FLEET)).isEqualTo(before);
        slots(49, 60, "attic", "cellar");
        assertThat(driver.report(FLEET).getSamples()).isEqualTo(before.getSamples() + 24);
        assertThat(driver.report(FLEET).getLate()).isZero();
    }

    @Test
    void aSilentPoolHoldsUpTheOthersOnlyForAWhileAndIsStale() {
        slots(1, 48, "attic", "cellar");
        slots(49, 108, "attic");

        CapacityReport fleet = driver.report(FLEET);
        assertThat(fleet.getStale()).isTrue();
        assertThat(fleet.getStaleSince()).isPresent();
        assertThat(fleet.getWindowEnd()).isEqualTo(CapacityDriver.START.plus(Duration.ofMinutes(7)));
        assertThat(fleet.getCoverage()).isLessThan(1);
    }

    @Test
    void aMinuteThatComesAfterTheFleetHasClosedItIsLate() {
        slots(1, 48, "attic", "cellar");
        PoolDemand last = driver.demands().get(5);
        slots(49, 108, "attic");
        double max = driver.report("fleet/1h").getIopsTotal().orElseThrow().getMax();
        driver.tellAgain(PoolDemand.newBuilder(last)
                .setPool("cellar")
                .setMinute(last.getMinute() + 2)
                .build());
        slots(109, 168, "attic");

        CapacityReport fleet = driver.report("fleet/1h");
        assertThat(fleet.getLate()).isEqualTo(1);
        assertThat(fleet.getLateSources().get(0).getHost()).isEqualTo("cellar");
        assertThat(fleet.getIopsTotal().orElseThrow().getMax()).isEqualTo(max);
    }

    private double p95(String key) {
        return driver.report(key).getIopsTotal().orElseThrow().getP95();
    }

    private void slots(int from, int to, String... pools) {
        for (int slot = from; slot <= to; slot++) {
            for (String pool : pools) {
                double asked = (slot % 2 == 0) == pool.equals("attic") ? 300 : 100;
                driver.send(CapacityDriver.sr("host-" + pool, "sr-" + pool, slot, 0.2 * asked, 0.8 * asked)
                        .setPool(pool));
            }
        }
    }
}
