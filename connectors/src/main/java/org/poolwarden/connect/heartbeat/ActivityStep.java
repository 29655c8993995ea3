package org.poolwarden.connect.heartbeat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.poolwarden.connect.pool.Rhythm;
import org.poolwarden.connect.pool.Timer;
import org.poolwarden.xapi.XapiSession;
import org.poolwarden.xapi.rrd.MetricsReader;
import org.poolwarden.xapi.rrd.RrdColumn;
import org.poolwarden.xapi.rrd.RrdColumn.Owner;
import org.poolwarden.xapi.rrd.RrdExport;
import org.poolwarden.xapi.rrd.RrdExport.Row;
import org.poolwarden.xapi.rrd.RrdQuery;

/** Step 8 of an interview, while in doubt: which VMs do I/O on this host? Whoever writes must not run elsewhere too. */
final class ActivityStep {

    /** The last three slots. */
    private static final RrdQuery LATELY = new RrdQuery(-15, 5);

    private final Rhythm rhythm;
    private final MetricsReader metrics;
    private final Timer timer;
    private Optional<CompletableFuture<Optional<List<String>>>> open = Optional.empty();

    ActivityStep(Rhythm rhythm, MetricsReader metrics, Timer timer) {
        this.rhythm = rhythm;
        this.metrics = metrics;
        this.timer = timer;
    }

    /**
     * @param session local to the host, or of a master on itself
     * @return uuids of VMs, ordered; empty where the host does not answer, which is not quiet. Never fails
     */
    CompletionStage<Optional<List<String>>> ask(XapiSession session) {
        if (open.filter(question -> !question.isDone()).isPresent()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        CompletableFuture<Optional<List<String>>> question = metrics.read(session, LATELY, rhythm.deadline())
                .handleAsync(
                        (export, error) -> error == null ? Optional.of(active(export)) : Optional.<List<String>>empty(),
                        timer)
                .toCompletableFuture();
        open = Optional.of(question);
        return question;
    }

    private static List<String> active(RrdExport export) {
        Set<String> active = new TreeSet<>();
        for (int i = 0; i < export.columns().size(); i++) {
            int column = i;
            export.columns()
                    .get(i)
                    .filter(ActivityStep::isTraffic)
                    .filter(named -> export.rows().stream().anyMatch(row -> isSome(row, column)))
                    .ifPresent(named -> active.add(named.uuid()));
        }
        return List.copyOf(active);
    }

    private static boolean isTraffic(RrdColumn column) {
        return column.owner() == Owner.VM && column.name().matches("vbd_[a-z0-9]+_(read|write|iops_read|iops_write)");
    }

    private static boolean isSome(Row row, int column) {
        return row.values()[column] > 0;
    }
}
