package org.poolwarden.app.trace;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.poolwarden.capacity.FunctionalIops;
import org.poolwarden.sim.trace.Figures;
import org.poolwarden.sim.trace.Oddities;
import org.poolwarden.sim.trace.Rate;
import org.poolwarden.sim.trace.RateTrace;
import org.poolwarden.sim.trace.RequestTrace;
import org.poolwarden.sim.trace.Slot;
import org.poolwarden.sim.trace.Trace;
import org.poolwarden.sim.trace.Windows;

/** What a trace comes to, for a person. */
public final class TraceSheet {

    private static final String HEADS = "%n%-28s %8s %12s %12s %12s %12s %12s%n";
    private static final String ROW = "%-28s %,8d %,12.2f %,12.2f %,12.2f %,12.2f %,12.2f%n";
    private static final double BUSY = 90;

    private final PrintWriter out;
    private final Optional<FunctionalIops> disks;

    /**
     * @param disks what serves the requests, where somebody has said
     */
    public TraceSheet(PrintWriter out, Optional<FunctionalIops> disks) {
        this.out = out;
        this.disks = disks;
    }

    public void print(Trace trace) {
        if (trace instanceof RequestTrace requests) {
            requests(requests);
        } else if (trace instanceof RateTrace rates) {
            rates(rates);
        }
        oddities(trace.oddities());
        out.flush();
    }

    private void requests(RequestTrace trace) {
        Slot total = trace.total();
        line(
                "requests",
                "%,d in %,.3f s, %.1f %% reads",
                total.requests(),
                trace.duration().toNanos() / 1e9,
                100 * trace.readShare());
        line(
                "mean",
                "%,.4f requests/s, %,.3f MB read, %,.3f MB written",
                trace.meanIops(),
                total.reads().bytes() / 1e6,
                total.writes().bytes() / 1e6);
        trace.underWay().ifPresent(queue -> line("under way", "%.6f on the average", queue));
        trace.busyShare().ifPresent(busy -> line("busy", "%.2f %% of the time", 100 * busy));
        line(
                "empty",
                "%,d of %,d windows of 5 s",
                trace.slots().empty(),
                trace.slots().count());
        heads("requests per second in");
        windows("5 s", trace.slots());
        row("5 s, reads", trace.slots().perSecond(slot -> slot.reads().requests()));
        row("5 s, writes", trace.slots().perSecond(slot -> slot.writes().requests()));
        windows("10 s", trace.slots().merged(2));
        windows("60 s", trace.slots().merged(12));
        trace.responses().millis().ifPresent(millis -> row("response time, ms", millis));
        capacity(trace.readShare(), trace.slots().perSecond(Slot::requests));
    }

    private void windows(String width, Windows windows) {
        row(width, windows.perSecond(Slot::requests));
    }

    private void rates(RateTrace trace) {
        line(
                "disks",
                "%d, told every %d s",
                trace.devices().size(),
                trace.step().toSeconds());
        heads("requests per second of");
        trace.devices().keySet().forEach(device -> trace.of(
                        device, rate -> rate.speed().iops())
                .ifPresent(figures -> row(device, figures)));
        Optional<Figures> all = trace.ofAll(rate -> rate.speed().iops());
        all.ifPresent(figures -> row("all disks together", figures));
        trace.ofAll(rate -> rate.speed().readBytes()).ifPresent(figures -> row("bytes read per second", figures));
        trace.ofAll(rate -> rate.speed().writeBytes()).ifPresent(figures -> row("bytes written per second", figures));
        if (all.isEmpty()) {
            line("requests", "not told by this format, so no capacity can be compared");
        }
        if (all.isPresent() && trace.ofAll(rate -> rate.speed().reads()).isEmpty()) {
            line(
                    "mix",
                    "reads are not told apart: as many of them are assumed as their part of the bytes, %.0f %% without",
                    100 * Mix.ASSUMED);
        }
        trace.devices().forEach(this::busy);
    }

    private void busy(String device, List<Rate> rates) {
        List<Double> percents = rates.stream()
                .flatMap(rate -> rate.load().busyPercent().stream().boxed())
                .toList();
        long busy = percents.stream().filter(percent -> percent >= BUSY).count();
        if (busy > 0) {
            line(
                    "saturated",
                    "%s was busy %.0f %% and more in %,d of %,d intervals, at most %.1f %%",
                    device,
                    BUSY,
                    busy,
                    percents.size(),
                    percents.stream().mapToDouble(Double::doubleValue).max().orElseThrow());
        }
    }

    private void capacity(double readShare, Figures fives) {
        disks.ifPresent(known -> {
            double conserved = known.conserved(readShare);
            out.println();
            line("capacity A", "%,.2f requests/s, functional IOPS at this read share", known.feller(readShare));
            line("capacity B", "%,.2f requests/s, what the disks balance at", conserved);
            line(
                    "utilisation",
                    "%.1f %% of B at p95 of 5 s, %.1f %% at the greatest",
                    100 * fives.p95() / conserved,
                    100 * fives.max() / conserved);
        });
    }

    private void oddities(Oddities odd) {
        if (odd.outOfOrder() > 0) {
            line("late", "%,d out of order, counted where they belong", odd.outOfOrder());
        }
        if (odd.corrupt() > 0) {
            line("dead letters", "%,d with a time that cannot be true, not counted", odd.corrupt());
        }
        if (odd.malformed() > 0) {
            line("malformed", "%,d lines, not counted; the first:", odd.malformed());
            odd.examples().forEach(example -> out.println("  " + example));
        }
    }

    private void heads(String what) {
        out.printf(Locale.ROOT, HEADS, what, "n", "mean", "p50", "p95", "p99", "max");
    }

    private void row(String what, Figures f) {
        out.printf(Locale.ROOT, ROW, what, f.count(), f.mean(), f.p50(), f.p95(), f.p99(), f.max());
    }

    private void line(String what, String form, Object... values) {
        out.printf(Locale.ROOT, "%-13s %s%n", what, String.format(Locale.ROOT, form, values));
    }
}
