package org.poolwarden.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpreadTest {

    @Test
    void vmsThatIdleHalfOfTheTimeSpreadByTheirMean() {
        assertThat(Spread.of(vms(10, 0, 20)).orElseThrow()).isCloseTo(1, within(1e-9));
        assertThat(Spread.of(vms(10, 10, 10)).orElseThrow()).isZero();
    }

    @Test
    void theDisksOfOneVmAreOneDesktop() {
        List<DiskMinute> disks = new ArrayList<>();
        for (int vm = 0; vm < 10; vm++) {
            disks.add(disk("vm" + vm, "xvda", 0, 20));
            disks.add(disk("vm" + vm, "xvdb", 10, 10));
        }

        assertThat(Spread.of(disks).orElseThrow()).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void nineVmsAreNoDistributionAndTenIdleOnesNeither() {
        assertThat(Spread.of(vms(9, 0, 20))).isEmpty();
        assertThat(Spread.of(vms(10, 0, 0))).isEmpty();
    }

    /** {@code 10 n + 1.645 * 10 s * sqrt(n) <= 300}: solved by hand for each spread. */
    @ParameterizedTest
    @CsvSource({"0, 30", "0.5, 25", "1, 22", "2, 16"})
    void newcomersThatVaryNeedRoomForIt(double spread, long desktops) {
        assertThat(DesktopFit.like(10, OptionalDouble.of(spread)).more(720, 0.8, 276))
                .isEqualTo(desktops);
    }

    @Test
    void whoseSpreadNobodyKnowsIsCountedByTheMean() {
        assertThat(DesktopFit.like(10, OptionalDouble.empty()).more(720, 0.8, 276))
                .isEqualTo(30);
    }

    /** So that 95 of a hundred draws of that many newcomers stay within the room that is left. */
    @Test
    void soManyNewcomersStayWithinTheRoomNineteenTimesOfTwenty() {
        Random random = new Random(11);
        long desktops = DesktopFit.like(10, OptionalDouble.of(1)).more(5_000, 0.8, 0);
        int over = 0;
        for (int draw = 0; draw < 4_000; draw++) {
            double sum = 0;
            for (long desktop = 0; desktop < desktops; desktop++) {
                sum += random.nextBoolean() ? 20 : 0;
            }
            over += sum > 4_000 ? 1 : 0;
        }

        assertThat(over / 4_000.0).isBetween(0.03, 0.06);
    }

    private static List<DiskMinute> vms(int count, double low, double high) {
        List<DiskMinute> disks = new ArrayList<>();
        for (int vm = 0; vm < count; vm++) {
            disks.add(disk("vm" + vm, "xvda", low, high));
        }
        return disks;
    }

    /** A minute of which half is low and half is high. */
    private static DiskMinute disk(String vm, String device, double low, double high) {
        long requests = Math.round(6 * (low + high) * Tally.MILLION);
        long squares = Math.round(6 * (low * low + high * high) * DiskMinute.HUNDRED);
        return new DiskMinute(vm, device, "alpha", "sr", 12, requests, 0, 0, 0, squares);
    }
}
