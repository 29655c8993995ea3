package org.poolwarden.sim;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.poolwarden.sim.workload.Workload.Io;

/** The columns of one disk, or of a storage as the sum of its disks ({@code rrdp_iostat.ml}). */
final class DiskColumns {

    static final List<String> NAMES = List.of(
            "read",
            "write",
            "read_latency",
            "write_latency",
            "io_throughput_read",
            "io_throughput_write",
            "io_throughput_total",
            "iops_read",
            "iops_write",
            "iops_total",
            "iowait",
            "inflight",
            "latency",
            "avgqu_sz");

    private static final double MIB = 1024.0 * 1024.0;
    private static final double MICROS = 1e6;

    private DiskColumns() {}

    /**
     * @param times by what counters are too high in this release
     */
    static Map<String, Double> of(Io io, int times) {
        double micros = io.latency().toNanos() / 1000.0;
        double total = io.reads() + io.writes();
        double waiting = total * micros / MICROS;
        Map<String, Double> values = new HashMap<>();
        values.put("read", io.readBytes());
        values.put("write", io.writeBytes());
        values.put("read_latency", io.reads() > 0 ? micros : 0.0);
        values.put("write_latency", io.writes() > 0 ? micros : 0.0);
        values.put("io_throughput_read", io.readBytes() / MIB * times);
        values.put("io_throughput_write", io.writeBytes() / MIB * times);
        values.put("io_throughput_total", (io.readBytes() + io.writeBytes()) / MIB * times);
        values.put("iops_read", io.reads() * times);
        values.put("iops_write", io.writes() * times);
        values.put("iops_total", total * times);
        values.put("iowait", waiting * times);
        // Submitted now less completed before: a whole interval's requests, no depth of a queue.
        values.put("inflight", Math.floor(total * 5));
        values.put("latency", total > 0 ? micros : 0.0);
        values.put("avgqu_sz", waiting);
        return values;
    }

    /** A storage: the sum of its disks, but for latency and queue, of which it shows the greatest. */
    static Map<String, Double> sum(List<Map<String, Double>> disks) {
        Map<String, Double> sum = new HashMap<>();
        disks.forEach(disk -> disk.forEach((name, value) ->
                sum.merge(name, value, name.equals("latency") || name.equals("avgqu_sz") ? Math::max : Double::sum)));
        return sum;
    }
}
