package org.poolwarden.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.poolwarden.sim.MetricsTable.Row;
import org.poolwarden.sim.workload.Workloads;

class HostMetricsTest {

    private static final Offset<Double> NEAR = Offset.offset(1e-9);
    private static final String CACHE_HITS = ":sr_" + Ids.uuid("sr", "closet") + "_cache_hits";

    private final Console console = new Console(HostMetricsTest::busy, "alpha", "beta");

    private static PoolSpec busy(PoolSpec pool) {
        return pool.withGuests(new GuestSpec(Map.of(), Map.of(), Workloads.constant(100, 0.25), true));
    }

    @Test
    void rowsComeNewestFirstOnAGridOfFiveSeconds() {
        MetricsTable table = ask("alpha", -60, 0);

        assertThat(table.step()).isEqualTo(5);
        assertThat(table.rows()).hasSize(13).isSortedAccordingTo((a, b) -> Long.compare(b.t(), a.t()));
        assertThat(table.rows()).allMatch(row -> row.t() % 5 == 0);
        assertThat(table.end()).isEqualTo(table.rows().get(0).t());
    }

    @Test
    void olderThanTenMinutesThereIsOneRowAMinute() {
        assertThat(ask("alpha", -601, 5).step()).isEqualTo(60);
        assertThat(ask("alpha", -8000, 5).step()).isEqualTo(3600);
        assertThat(ask("alpha", -60, 60).step()).isEqualTo(60);
    }

    @Test
    void aDiskHasFourteenColumnsAndItsStorageTheSumOfWhatTheCacheLetsThrough() {
        MetricsTable table = ask("alpha", -20, 0);
        String vm = "vm:" + Ids.uuid("vm", "closet", "alpha-vm1") + ":vbd_xvda_";
        String storage = "_" + Ids.uuid("sr", "closet").substring(0, 8);

        assertThat(table.legend()).filteredOn(name -> name.contains(vm)).hasSize(14);
        assertThat(last(table, vm + "iops_read")).isEqualTo(25, NEAR);
        assertThat(last(table, vm + "iops_write")).isEqualTo(75, NEAR);
        assertThat(last(table, vm + "iowait")).isEqualTo(100 * 0.002, NEAR);
        assertThat(last(table, ":iops_read" + storage))
                .as("a tenth of two disks'")
                .isEqualTo(5, NEAR);
        assertThat(last(table, ":iops_total" + storage)).isEqualTo(155, NEAR);
        assertThat(last(table, ":read_latency" + storage))
                .as("the sum, not the mean")
                .isEqualTo(4000, NEAR);
        assertThat(last(table, ":latency" + storage)).as("the greatest").isEqualTo(2000, NEAR);
    }

    /** The full uuid here, eight characters of it there. */
    @Test
    void theCacheCountsBytesUnderTheNameOfHits() {
        double hits = last(ask("alpha", -20, 0), CACHE_HITS);

        assertThat(hits).isEqualTo(Math.floor(2 * 25 * 8192 * 0.9));
    }

    @Test
    void aCacheThatFallsBackLetsEveryReadThrough() {
        Instant never = Instant.MAX;
        Console full = new Console(
                pool -> pool.withGuests(new GuestSpec(
                        Map.of(), Map.of(), Workloads.fallingBackUntil(never, Workloads.constant(100, 0.25)), true)),
                "alpha");

        MetricsTable table = ask(full, "alpha", -20, 0);

        assertThat(last(table, CACHE_HITS)).isZero();
        assertThat(last(table, ":iops_read_" + Ids.uuid("sr", "closet").substring(0, 8)))
                .isEqualTo(50, NEAR);
    }

    /** It is read once in a minute, and what is between two readings is the last one's. */
    @Test
    void theCacheMovesInStepsOfAMinute() {
        Console wild = new Console(
                pool -> pool.withGuests(new GuestSpec(Map.of(), Map.of(), Workloads.random(7, 50), true)), "alpha");
        MetricsTable table = ask(wild, "alpha", -299, 0);
        int column = column(table, CACHE_HITS);

        assertThat(table.rows()).hasSize(60);
        assertThat(table.rows().stream().map(row -> row.values()[column]).distinct())
                .hasSizeBetween(5, 6)
                .allMatch(value -> value == Math.floor(value));
    }

    @Test
    void theCacheHasNoColumnInTheFirstMinuteOfItsHost() {
        console.host("beta").powerOff();
        console.host("beta").powerOn();
        console.after(Duration.ofSeconds(120 + 30 + 5));
        assertThat(ask("beta", -20, 0).legend()).noneMatch(name -> name.contains("_cache_"));

        console.after(Duration.ofSeconds(60));
        assertThat(ask("beta", -20, 0).legend()).anyMatch(name -> name.contains("_cache_"));
    }

    /** Not the oldest row: the first step after what was asked for. */
    @Test
    void theStartThatIsToldIsTheStepAfterTheOneThatWasAskedFor() {
        long now = console.clock.now().getEpochSecond() / 5 * 5;

        assertThat(ask("alpha", now - 20, 0).start()).isEqualTo(now - 15);
        assertThat(ask("alpha", now - 23, 0).start()).isEqualTo(now - 20);
        assertThat(ask("alpha", now - 20, 0).rows()).extracting(Row::t).contains(now - 20);
    }

    @Test
    void between25Dot2And25Dot30CountersAreFiveTimesTooHigh() {
        Console wrong = new Console(pool -> busy(pool).withRelease(Release.V25_2), "alpha");
        Console mended = new Console(pool -> busy(pool).withRelease(Release.V25_31), "alpha");
        String disk = Ids.uuid("vm", "closet", "alpha-vm1") + ":vbd_xvda_";

        assertThat(last(ask(wrong, "alpha", -20, 0), disk + "iops_read")).isEqualTo(125, NEAR);
        assertThat(last(ask(wrong, "alpha", -20, 0), disk + "read"))
                .as("bytes are right")
                .isEqualTo(25 * 8192, NEAR);
        assertThat(last(ask(mended, "alpha", -20, 0), disk + "iops_read")).isEqualTo(25, NEAR);
    }

    @Test
    void aVmsColumnsComeAndGoWithIt() {
        String vm = Ids.uuid("vm", "closet", "alpha-vm2");
        console.master("alpha", "VM.hard_shutdown", Ids.ref("vm", "closet", "alpha-vm2"));
        assertThat(ask("alpha", -20, 0).legend()).noneMatch(name -> name.contains(vm));

        console.master(
                "alpha",
                "VM.start_on",
                Ids.ref("vm", "closet", "alpha-vm2"),
                console.host("alpha").ref(),
                false,
                false);
        console.after(Duration.ofSeconds(20));
        MetricsTable table = ask("alpha", -60, 0);
        int column = column(table, vm + ":vbd_xvda_iops_read");
        assertThat(table.rows())
                .extracting(row -> row.values()[column])
                .contains(25.0)
                .contains(Double.NaN);
    }

    @Test
    void whileAHostWasAwayNothingIsKnown() {
        console.host("beta").powerOff();
        console.after(Duration.ofSeconds(60));
        console.host("beta").powerOn();
        console.after(Duration.ofSeconds(160));
        MetricsTable table = ask("beta", -100, 0);
        int column = column(table, "cpu_avg");
        Instant booted = console.host("beta").bootedAt();

        assertThat(table.rows()).allSatisfy(row -> assertThat(Double.isNaN(row.values()[column]))
                .isEqualTo(!Instant.ofEpochSecond(row.t()).isAfter(booted.plusSeconds(5))));
    }

    @Test
    void timeIsTheHostsOwn() {
        console.host("beta").shiftClock(Duration.ofHours(-1));

        assertThat(ask("beta", -20, 0).end())
                .isCloseTo(console.clock.now().minus(Duration.ofHours(1)).getEpochSecond(), Offset.offset(5L));
    }

    /** Hosts keep averages only, as they are set up; of whoever asks for more they are not aware that it is an error. */
    @Test
    void oneVmCanBeAskedForAndNoOtherFunction() {
        String vm = Ids.uuid("vm", "closet", "alpha-vm1");
        MetricsQuery one = new MetricsQuery(-20, 0, false, List.of(vm), Optional.of("AVERAGE"));
        MetricsQuery max = new MetricsQuery(-20, 0, true, List.of(), Optional.of("MAX"));

        assertThat(table(console, "alpha", one).legend())
                .isNotEmpty()
                .allMatch(name -> name.startsWith("AVERAGE:vm:" + vm));
        assertThat(Console.brief(console.metrics("alpha", max, Access.of(console.localSession("alpha")))))
                .isEqualTo("[500, No_RRA_Available]");
    }

    private MetricsTable ask(String host, long start, int interval) {
        return ask(console, host, start, interval);
    }

    private static MetricsTable ask(Console console, String host, long start, int interval) {
        return table(console, host, new MetricsQuery(start, interval, true, List.of(), Optional.empty()));
    }

    private static MetricsTable table(Console console, String host, MetricsQuery query) {
        return (MetricsTable) Console.value(console.metrics(host, query, Access.of(console.localSession(host))));
    }

    private static double last(MetricsTable table, String column) {
        Row newest = table.rows().get(0);
        return newest.values()[column(table, column)];
    }

    private static int column(MetricsTable table, String ending) {
        List<String> found =
                table.legend().stream().filter(name -> name.endsWith(ending)).toList();
        assertThat(found).as("columns that end with " + ending).hasSize(1);
        return table.legend().indexOf(found.get(0));
    }
}
