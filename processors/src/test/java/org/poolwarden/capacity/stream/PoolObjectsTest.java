package org.poolwarden.capacity.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.poolwarden.capacity.stream.CapacityDriver.sr;
import static org.poolwarden.capacity.stream.CapacityDriver.srEvent;
import static org.poolwarden.capacity.stream.CapacityDriver.vm;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.poolwarden.schema.CapacityReport;
import org.poolwarden.schema.EventOperation;
import org.poolwarden.schema.LoadPhase;
import org.poolwarden.schema.ProfileSource;
import org.poolwarden.schema.XapiEvent;
import org.poolwarden.schema.topic.Topics;

/** What events of the pool's database add to reports. */
class PoolObjectsTest {

    private static final String SR = "caa66549-0000";
    private static final String SR_10M = "sr/closet/" + SR + "/10m";

    /** Slots of an hour: as long as a baseline takes. */
    private static final int HOUR = 720;

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
    void samplesAndEventsLieInAsManyPartitions() {
        Topics topics = new Topics("x.", 7);

        assertThat(topics.events().partitions())
                .isEqualTo(topics.diskSamples().partitions())
                .isEqualTo(7);
    }

    @Test
    void aLocalSrIsAssumedToBeMadeOfLessThanASharedOne() {
        driver.tell(0, srEvent(SR, "Local storage", "ext", false, 0.25));
        run(1, 24, 20, 80);

        CapacityReport report = driver.report(SR_10M);
        assertThat(report.getName()).contains("Local storage");
        assertThat(report.getSrType()).contains("ext");
        assertThat(report.getSrShared()).contains(false);
        assertThat(report.getUsedShare()).contains(0.25);
        assertThat(report.getProfileSource()).contains(ProfileSource.DEFAULT);
        assertThat(report.getProfile().orElseThrow()).contains("by its type ext");
        assertThat(report.getCapacityConserving().orElseThrow()).isCloseTo(220 / 1.8, within(1e-9));
    }

    @Test
    void whatSomebodySaidGoesBeforeTheType() {
        driver.tell(0, srEvent(SR, "Local storage", "ext", false, 0.25));
        driver.profile(SR, 8, 150, 2);
        run(1, 24, 20, 80);

        assertThat(driver.report(SR_10M).getProfileSource()).contains(ProfileSource.TOPIC);
        assertThat(driver.report(SR_10M).getName()).contains("Local storage");
    }

    @Test
    void anIsoLibraryHasNoCapacity() {
        driver.tell(0, srEvent(SR, "ISOs", "iso", true, 0.25));
        run(1, 24, 20, 80);

        assertThat(driver.report(SR_10M).getCapacityConserving()).isEmpty();
        assertThat(driver.report(SR_10M).getProfileSource()).isEmpty();
    }

    @Test
    void anSrThatIsDeletedOrNotRepeatedIsForgotten() {
        driver.tell(0, srEvent(SR, "golden", "nfs", true, 0.25));
        driver.tell(
                1,
                XapiEvent.newBuilder()
                        .setOperation(EventOperation.DEL)
                        .setType("sr")
                        .setRef("ref-" + SR));
        run(1, 24, 20, 80);
        assertThat(driver.report(SR_10M).getName()).isEmpty();

        driver.tell(24, srEvent(SR, "golden", "nfs", true, 0.25));
        run(25, 36, 20, 80);
        assertThat(driver.report(SR_10M).getName()).contains("golden");

        driver.tell(36, XapiEvent.newBuilder().setOperation(EventOperation.RESYNC));
        run(37, 48, 20, 80);
        assertThat(driver.report(SR_10M).getName()).isEmpty();
    }

    @Test
    void manyReadsAreABootStormWhereNobodyCountsStarts() {
        run(1, HOUR + 12, 20, 80);
        run(HOUR + 13, HOUR + 48, 800, 200);

        assertThat(driver.report(SR_10M).getPhase()).contains(LoadPhase.BOOT_STORM);
    }

    @Test
    void manyReadsAreNoBootStormWhereNoVmStarts() {
        driver.tell(0, vm("a", "Running"));
        run(1, HOUR + 12, 20, 80);
        run(HOUR + 13, HOUR + 48, 800, 200);

        assertThat(driver.report(SR_10M).getPhase()).contains(LoadPhase.STEADY);
    }

    @Test
    void manyReadsWithStartsAreABootStorm() {
        for (String ref : new String[] {"a", "b", "c"}) {
            driver.tell(0, vm(ref, "Halted"));
        }
        run(1, HOUR + 12, 20, 80);
        for (String ref : new String[] {"a", "b", "c"}) {
            driver.tell(HOUR + 12, vm(ref, "Running"));
        }
        run(HOUR + 13, HOUR + 48, 800, 200);

        assertThat(driver.report(SR_10M).getPhase()).contains(LoadPhase.BOOT_STORM);
    }

    private void run(int from, int to, double reads, double writes) {
        for (int slot = from; slot <= to; slot++) {
            driver.send(sr("alpha", SR, slot, reads, writes));
        }
    }
}
