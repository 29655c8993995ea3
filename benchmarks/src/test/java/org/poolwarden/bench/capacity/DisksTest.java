package org.poolwarden.bench.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.InstanceOfAssertFactories.DOUBLE;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.poolwarden.schema.DiskResource;
import org.poolwarden.schema.DiskSample;

class DisksTest {

    private static final long SLOT = 354_000_000;

    private final Disks disks = new Disks(100);

    @Test
    void theSameSlotIsToldInTheSameWayEveryTime() {
        assertThat(disks.told(1, SLOT)).isEqualTo(disks.told(1, SLOT));
    }

    @Test
    void poolsAndSlotsDiffer() {
        assertThat(storage(disks.told(0, SLOT))).isNotEqualTo(storage(disks.told(1, SLOT)));
        assertThat(storage(disks.told(0, SLOT))).isNotEqualTo(storage(disks.told(0, SLOT + 1)));
    }

    @Test
    void aStorageIsTheSumOfItsHostsDisks() {
        List<DiskSample> host = disks.told(0, SLOT).stream()
                .filter(sample -> sample.getHost().equals("host-0"))
                .toList();

        double reads = host.stream()
                .filter(sample -> sample.getResource() == DiskResource.VBD)
                .map(DiskSample::getIopsRead)
                .flatMap(Optional::stream)
                .mapToDouble(Double::doubleValue)
                .sum();

        assertThat(storage(host)).singleElement(DOUBLE).isCloseTo(reads, within(1e-9));
    }

    @Test
    void aSlotEndsAtItsTime() {
        assertThat(disks.told(0, SLOT)).allMatch(sample -> sample.getT().equals(Instant.ofEpochSecond(SLOT * 5)));
    }

    /** Otherwise nothing that is left out would be compared. */
    @Test
    void nowAndThenADiskIsMissingOrHasNoCounters() {
        List<DiskSample> hour = LongStream.range(SLOT, SLOT + 720)
                .boxed()
                .flatMap(slot -> disks.told(0, slot).stream())
                .toList();

        assertThat(hour).hasSizeBetween(720 * 50 - 120, 720 * 50 - 20);
        assertThat(hour.stream()
                        .filter(sample -> sample.getResource() == DiskResource.VBD
                                && sample.getIopsRead().isEmpty())
                        .count())
                .isBetween(20L, 120L);
    }

    @Test
    void poolsAreWhole() {
        assertThatThrownBy(() -> new Disks(75))
                .hasMessageContaining("a multiple of the 50 resources of a pool, were 75");
    }

    private static List<Double> storage(List<DiskSample> told) {
        return told.stream()
                .filter(sample -> sample.getResource() == DiskResource.SR)
                .map(sample -> sample.getIopsRead().orElseThrow())
                .toList();
    }
}
