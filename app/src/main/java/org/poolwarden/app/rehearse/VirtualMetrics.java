package org.poolwarden.app.rehearse;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.poolwarden.connect.pool.Timer;
import org.poolwarden.sim.Access;
import org.poolwarden.sim.MetricsQuery;
import org.poolwarden.sim.MetricsTable;
import org.poolwarden.sim.Reach;
import org.poolwarden.sim.SimAnswer;
import org.poolwarden.sim.SimWorld;
import org.poolwarden.xapi.XapiException;
import org.poolwarden.xapi.XapiSession;
import org.poolwarden.xapi.rrd.MetricsReader;
import org.poolwarden.xapi.rrd.RrdColumn;
import org.poolwarden.xapi.rrd.RrdExport;
import org.poolwarden.xapi.rrd.RrdQuery;

/** Metrics of the simulated world's hosts in virtual time. */
final class VirtualMetrics implements MetricsReader {

    private final Timer timer;
    private final SimWorld world;
    private final String place;

    VirtualMetrics(Timer timer, SimWorld world, String place) {
        this.timer = timer;
        this.world = world;
        this.place = place;
    }

    @Override
    public CompletionStage<RrdExport> read(XapiSession session, RrdQuery query, Duration deadline) {
        CompletableFuture<RrdExport> export = new CompletableFuture<>();
        String address = session.host().address();
        timer.after(
                deadline, () -> export.completeExceptionally(new XapiException.AnswerTimedOut("no metrics in time")));
        if (world.reach(place, address) == Reach.OPEN) {
            MetricsQuery asked =
                    new MetricsQuery(query.start(), query.interval(), true, List.of(), Optional.of("AVERAGE"));
            world.metrics(place, address, asked, Access.of(session.ref()))
                    .thenAcceptAsync(said -> told(said, export), timer);
        }
        return export;
    }

    private static void told(SimAnswer said, CompletableFuture<RrdExport> export) {
        if (said instanceof SimAnswer.Success success && success.value() instanceof MetricsTable table) {
            export.complete(new RrdExport(
                    table.step(),
                    table.legend().stream().map(RrdColumn::parse).toList(),
                    table.rows().stream()
                            .map(row -> new RrdExport.Row(row.t(), row.values()))
                            .toList()));
        } else if (said instanceof SimAnswer.Failure) {
            export.completeExceptionally(XapiException.ApiFailure.of(List.of("SESSION_INVALID")));
        } else {
            export.completeExceptionally(new XapiException.ClosedByPeer("no metrics: closed", null));
        }
    }
}
