package org.poolwarden.connect.disk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.poolwarden.connect.pool.DiskPlaces;
import org.poolwarden.connect.pool.PoolHost;
import org.poolwarden.schema.DiskResource;
import org.poolwarden.schema.DiskSample;
import org.poolwarden.xapi.HostRecord;
import org.poolwarden.xapi.rrd.RrdColumn;
import org.poolwarden.xapi.rrd.RrdColumn.Owner;
import org.poolwarden.xapi.rrd.RrdExport;
import org.poolwarden.xapi.rrd.RrdExport.Row;

/** Makes records of a host's rows: one for each disk, storage and cache. What is NaN is null. */
final class DiskRecords {

    private static final Pattern VBD = Pattern.compile("vbd_([a-z0-9]+)_([a-z_]+)");
    private static final Pattern CACHE =
            Pattern.compile("sr_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})_cache_(size|hits|misses)");
    private static final Pattern SR = Pattern.compile("([a-z_]+)_([0-9a-f]{8})");
    private static final int SECOND_MS = 1000;

    /** Of what a column is, and which of its numbers. */
    private record Cell(DiskResource resource, String owner, String place, String number) {
        private String key() {
            return resource + " " + owner + " " + place;
        }
    }

    private final String pool;
    private final PoolHost host;
    private final DiskPlaces places;

    DiskRecords(String pool, PoolHost host, DiskPlaces places) {
        this.pool = pool;
        this.host = host;
        this.places = places;
    }

    /** Records of one row; those of the same column in every row have the same order. */
    List<DiskSample> of(RrdExport export, Row row) {
        Map<String, DiskSample.Builder> samples = new LinkedHashMap<>();
        for (int i = 0; i < export.columns().size(); i++) {
            double value = row.values()[i];
            export.columns()
                    .get(i)
                    .filter(column -> column.function().equals("AVERAGE"))
                    .flatMap(DiskRecords::cell)
                    .ifPresent(cell -> fill(
                            samples.computeIfAbsent(cell.key(), key -> begun(cell, export.step(), row.t())),
                            cell.number(),
                            value));
        }
        List<DiskSample> records = new ArrayList<>();
        samples.values().forEach(sample -> records.add(sample.build()));
        return records;
    }

    /** Whether a row tells of a VM whose disks nobody has told the place of. */
    boolean meetsStrangers(RrdExport export) {
        return export.columns().stream()
                .flatMap(Optional::stream)
                .filter(column -> column.owner() == Owner.VM)
                .flatMap(column -> cell(column).stream())
                .anyMatch(cell -> places.storageOf(cell.owner(), cell.place()).isEmpty());
    }

    private static Optional<Cell> cell(RrdColumn column) {
        if (column.owner() == Owner.VM) {
            return matched(VBD, column)
                    .map(name -> new Cell(DiskResource.VBD, column.uuid(), name.group(1), name.group(2)));
        }
        if (column.owner() != Owner.HOST) {
            return Optional.empty();
        }
        return matched(CACHE, column)
                .map(name -> new Cell(DiskResource.CACHE, "", name.group(1), "cache_" + name.group(2)))
                .or(() -> matched(SR, column).map(name -> new Cell(DiskResource.SR, "", name.group(2), name.group(1))));
    }

    private static Optional<Matcher> matched(Pattern form, RrdColumn column) {
        return Optional.of(form.matcher(column.name())).filter(Matcher::matches);
    }

    private DiskSample.Builder begun(Cell cell, int step, long t) {
        Optional<HostRecord> record = places.hostAt(host.claimedAddress());
        DiskSample.Builder sample = DiskSample.newBuilder()
                .setPool(pool)
                .setHost(host.name())
                .setResource(cell.resource())
                .setT(Instant.ofEpochMilli(t * SECOND_MS))
                .setStepSeconds(step)
                .setProductVersion(record.map(HostRecord::productVersion).orElse(""))
                .setXapiVersion(record.map(HostRecord::xapiVersion).orElse(""));
        return switch (cell.resource()) {
            case VBD -> sample.setVm(cell.owner())
                    .setDevice(cell.place())
                    .setSr(places.storageOf(cell.owner(), cell.place()).orElse(null));
            case SR -> sample.setSrPrefix(cell.place())
                    .setSr(places.storageByPrefix(host.claimedAddress(), cell.place())
                            .orElse(null));
            case CACHE -> sample.setSr(cell.place());
            case UNSPECIFIED -> throw new IllegalStateException("a cell is of a disk, a storage or a cache");
        };
    }

    private static void fill(DiskSample.Builder sample, String number, double value) {
        Double known = Double.isNaN(value) || Double.isInfinite(value) ? null : value;
        switch (number) {
            case "iops_read" -> sample.setIopsRead(known);
            case "iops_write" -> sample.setIopsWrite(known);
            case "read" -> sample.setReadBytes(known);
            case "write" -> sample.setWriteBytes(known);
            case "io_throughput_read" -> sample.setThroughputReadMib(known);
            case "io_throughput_write" -> sample.setThroughputWriteMib(known);
            case "iowait" -> sample.setIowait(known);
            case "read_latency" -> sample.setReadLatencyMicros(known);
            case "write_latency" -> sample.setWriteLatencyMicros(known);
            case "latency" -> sample.setLatencyMicros(known);
            case "avgqu_sz" -> sample.setQueue(known);
            case "inflight" -> sample.setInflight(known);
            case "cache_size" -> sample.setCacheBytes(known);
            case "cache_hits" -> sample.setCacheHitBytes(known);
            case "cache_misses" -> sample.setCacheMissBytes(known);
            default -> {
                // Totals are the sum of what is here.
            }
        }
    }
}
