package org.poolwarden.connect.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.poolwarden.xapi.XapiSession;
import org.poolwarden.xapi.rrd.MetricsReader;
import org.poolwarden.xapi.rrd.RrdColumn;
import org.poolwarden.xapi.rrd.RrdColumn.Owner;
import org.poolwarden.xapi.rrd.RrdExport;
import org.poolwarden.xapi.rrd.RrdQuery;

/**
 * Which VMs do I/O on one host, by that host's own metrics of its last three slots. Whoever writes must not run
 * elsewhere too.
 *
 * @param active uuids of VMs whose disks did anything, ordered
 * @param unknown uuids of VMs that the host runs and of whose disks it does not know everything yet: they are not quiet
 */
public record VmActivity(List<String> active, Set<String> unknown) {

    private static final Pattern TRAFFIC = Pattern.compile("vbd_[a-z0-9]+_(read|write|iops_read|iops_write)");

    private static final RrdQuery LATELY = new RrdQuery(-15, 5);

    public VmActivity {
        active = List.copyOf(active);
        unknown = Set.copyOf(unknown);
    }

    /**
     * Asks the host.
     *
     * @param session local to the host, or of a master on itself
     * @return fails with what the reader fails with
     */
    public static CompletionStage<VmActivity> read(MetricsReader metrics, XapiSession session, Duration deadline) {
        return metrics.read(session, LATELY, deadline).thenApply(VmActivity::of);
    }

    static VmActivity of(RrdExport export) {
        Map<String, List<Integer>> disks = disks(export);
        List<String> active = disks.keySet().stream()
                .filter(vm -> disks.get(vm).stream()
                        .anyMatch(column -> values(export, column).anyMatch(value -> value > 0)))
                .toList();
        Set<String> unknown = disks.keySet().stream()
                .filter(vm -> disks.get(vm).isEmpty()
                        || disks.get(vm).stream()
                                .anyMatch(column -> values(export, column).allMatch(Double::isNaN)))
                .collect(Collectors.toSet());
        return new VmActivity(active, unknown);
    }

    /** Columns of the traffic of each VM that the host runs; none while its disks are not measured yet. */
    private static Map<String, List<Integer>> disks(RrdExport export) {
        Map<String, List<Integer>> disks = new TreeMap<>();
        for (int i = 0; i < export.columns().size(); i++) {
            Optional<RrdColumn> column = export.columns().get(i).filter(named -> named.owner() == Owner.VM);
            if (column.isPresent()) {
                List<Integer> traffic = disks.computeIfAbsent(column.get().uuid(), vm -> new ArrayList<>());
                if (TRAFFIC.matcher(column.get().name()).matches()) {
                    traffic.add(i);
                }
            }
        }
        return disks;
    }

    private static DoubleStream values(RrdExport export, int column) {
        return export.rows().stream().mapToDouble(row -> row.values()[column]);
    }

    /** Those of {@code vms} that may be writing here. A VM that the host does not run is quiet. */
    public List<String> notQuiet(Collection<String> vms) {
        return vms.stream()
                .filter(vm -> active.contains(vm) || unknown.contains(vm))
                .sorted()
                .toList();
    }
}
