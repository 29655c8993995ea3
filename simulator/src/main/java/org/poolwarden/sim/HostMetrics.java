package org.poolwarden.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.poolwarden.sim.MetricsTable.Row;
import org.poolwarden.sim.workload.Workload.Io;

/**
 * One host's round-robin archives: 5 s for ten minutes, a minute for two hours, an hour for a week, a day for a year.
 * Nothing is stored: a slot is computed when it is asked for.
 */
final class HostMetrics {

    private static final int SLOT = 5;

    /** Finer than this a coarse row is not averaged. */
    private static final int POINTS = 12;

    /** IntelliCache is read again once the last reading is older than 55 seconds, on the grid of slots. */
    private static final int CACHE_STEP = 60;

    private static final double MEMORY_KIB = 134_217_728;
    private static final double GUEST_MEMORY = 2_147_483_648.0;

    private record Archive(int step, int rows) {}

    private static final List<Archive> ARCHIVES =
            List.of(new Archive(5, 120), new Archive(60, 120), new Archive(3600, 168), new Archive(86_400, 366));

    private final SimPool pool;
    private final SimHost host;

    HostMetrics(SimPool pool, SimHost host) {
        this.pool = pool;
        this.host = host;
    }

    /** Whether there are archives of this function: averages only, as hosts are set up. */
    static boolean has(MetricsQuery query) {
        return query.function().map("AVERAGE"::equals).orElse(true);
    }

    /** Of a query that {@link #has} archives. */
    MetricsTable export(MetricsQuery query) {
        long last = host.clock().getEpochSecond() / SLOT * SLOT;
        long start = query.start() < 0 ? last + query.start() : query.start();
        Archive archive = ARCHIVES.stream()
                .filter(kept -> kept.step >= query.interval() && last - (long) kept.step * kept.rows < start)
                .findFirst()
                .orElse(ARCHIVES.get(ARCHIVES.size() - 1));
        List<String> legend = legend(query);
        List<Row> rows = new ArrayList<>();
        long newest = last / archive.step * archive.step;
        for (int i = 0; i < archive.rows; i++) {
            long t = newest - (long) i * archive.step;
            if (t < start) {
                break;
            }
            rows.add(new Row(t, row(legend, t, archive.step)));
        }
        // Real hosts print this, and not the oldest row's time.
        long after = Math.floorDiv(start, archive.step) * archive.step + archive.step;
        return new MetricsTable(after, archive.step, newest, legend, rows);
    }

    private List<String> legend(MetricsQuery query) {
        List<String> names = new ArrayList<>();
        if (query.host()) {
            ownColumns().keySet().forEach(name -> names.add("AVERAGE:host:" + host.uuid() + ":" + name));
        }
        residents()
                .filter(guest -> query.vms().isEmpty() || query.vms().contains(uuid(guest)))
                .forEach(guest -> {
                    String owner = "AVERAGE:vm:" + uuid(guest) + ":";
                    names.add(owner + "cpu0");
                    names.add(owner + "memory");
                    DiskColumns.NAMES.forEach(name -> names.add(owner + "vbd_xvda_" + name));
                });
        return names;
    }

    private double[] row(List<String> legend, long t, int step) {
        int points = Math.min(POINTS, step / SLOT);
        List<Map<String, Double>> slots = IntStream.range(0, points)
                .mapToObj(i -> slot(t - (long) i * (step / points)))
                .toList();
        return legend.stream().mapToDouble(name -> mean(name, slots)).toArray();
    }

    /** Less than half of the points known is nothing known: xff. */
    private static double mean(String name, List<Map<String, Double>> slots) {
        double sum = 0;
        int known = 0;
        for (Map<String, Double> slot : slots) {
            double value = slot.getOrDefault(name, Double.NaN);
            if (!Double.isNaN(value)) {
                sum += value;
                known++;
            }
        }
        return known > 0 && known * 2 >= slots.size() ? sum / known : Double.NaN;
    }

    /** The values of the slot that ends at {@code t}; a column without one has none. */
    private Map<String, Double> slot(long t) {
        Map<String, Double> values = new HashMap<>();
        Instant end = Instant.ofEpochSecond(t);
        if (!isKnown(host.metricsSince(), end)) {
            return values;
        }
        String owner = "AVERAGE:host:" + host.uuid() + ":";
        ownColumns().forEach((name, value) -> values.put(owner + name, value));
        List<Map<String, Double>> disks = new ArrayList<>();
        residents().filter(guest -> isKnown(host.runsSince(guest), end)).forEach(guest -> {
            Io io = io(guest, end);
            Map<String, Double> columns =
                    DiskColumns.of(io, pool.spec().release().countersTimes());
            String vm = "AVERAGE:vm:" + uuid(guest) + ":";
            values.put(vm + "cpu0", Math.min(1, (io.reads() + io.writes()) / 1000));
            values.put(vm + "memory", GUEST_MEMORY);
            columns.forEach((name, value) -> values.put(vm + "vbd_xvda_" + name, value));
            disks.add(DiskColumns.of(behindCache(io, end), pool.spec().release().countersTimes()));
        });
        String storage = storageSuffix();
        DiskColumns.sum(disks).forEach((name, value) -> values.put(owner + name + storage, value));
        cache(end).forEach((name, value) -> values.put(owner + name, value));
        return values;
    }

    /** What of a disk's requests gets to the storage itself: IntelliCache answers reads; every write goes through. */
    private Io behindCache(Io io, Instant end) {
        double missed = 1 - (pool.spec().guests().intelliCache() ? hitShare(end) : 0);
        return new Io(io.reads() * missed, io.writes(), io.readBytes() * missed, io.writeBytes(), io.latency());
    }

    private double hitShare(Instant end) {
        return pool.spec().guests().workload().cacheHits(end);
    }

    private Io io(Guest guest, Instant end) {
        return pool.spec()
                .guests()
                .workload()
                .during(guest.name(), pool.guests().indexOf(guest), end);
    }

    /** The first slot of a source is not known, nor what was before it. */
    private static boolean isKnown(Instant since, Instant end) {
        return end.isAfter(since.plusSeconds(SLOT));
    }

    private Map<String, Double> ownColumns() {
        Map<String, Double> columns = new LinkedHashMap<>();
        columns.put("memory_total_kib", MEMORY_KIB);
        columns.put("memory_free_kib", MEMORY_KIB / 2);
        columns.put("cpu_avg", 0.1);
        columns.put("loadavg", 0.2);
        columns.put("pif_eth0_rx", 1000.0);
        columns.put("pif_eth0_tx", 1000.0);
        columns.put("Tapdisks_in_low_memory_mode", 0.0);
        if (residents().findAny().isPresent()) {
            String storage = storageSuffix();
            DiskColumns.NAMES.forEach(name -> columns.put(name + storage, Double.NaN));
        }
        cache(host.clock()).keySet().forEach(name -> columns.put(name, Double.NaN));
        return columns;
    }

    /** IntelliCache: bytes per second under the name of hits, whole numbers in steps of a minute, none in the first. */
    private Map<String, Double> cache(Instant end) {
        long readings = Duration.between(host.metricsSince(), end).toSeconds() / CACHE_STEP;
        if (!pool.spec().guests().intelliCache() || readings < 1) {
            return Map.of();
        }
        long last = host.metricsSince().plusSeconds(readings * CACHE_STEP).getEpochSecond() / SLOT * SLOT;
        List<Guest> guests = residents().toList();
        double read = IntStream.range(0, CACHE_STEP / SLOT)
                .mapToObj(i -> Instant.ofEpochSecond(last - (long) i * SLOT))
                .mapToDouble(slot -> guests.stream()
                        .filter(guest -> isKnown(host.runsSince(guest), slot))
                        .mapToDouble(guest -> io(guest, slot).readBytes())
                        .sum())
                .average()
                .orElseThrow();
        double hits = hitShare(Instant.ofEpochSecond(last));
        String sr = "sr_" + pool.storageUuidOn(host) + "_cache_";
        return Map.of(
                sr + "size", 1e9, sr + "hits", Math.floor(read * hits), sr + "misses", Math.floor(read * (1 - hits)));
    }

    private Stream<Guest> residents() {
        Set<String> running = Set.copyOf(host.runningVms());
        return IntStream.range(0, pool.guests().size())
                .mapToObj(pool.guests()::get)
                .filter(guest -> running.contains(guest.name()));
    }

    private String uuid(Guest guest) {
        return Ids.uuid("vm", pool.name(), guest.name());
    }

    /** The first eight characters of the storage's uuid: of them, two storages can have the same. */
    private String storageSuffix() {
        return "_" + pool.storageUuidOn(host).substring(0, 8);
    }
}
