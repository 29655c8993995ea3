package org.poolwarden.capacity.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.poolwarden.capacity.CapacityAlerts;
import org.poolwarden.capacity.Demand;
import org.poolwarden.capacity.FleetMinute;
import org.poolwarden.capacity.Frontier;
import org.poolwarden.capacity.History;
import org.poolwarden.capacity.Pane;
import org.poolwarden.capacity.PoolMinute;
import org.poolwarden.capacity.ReportWriter;
import org.poolwarden.capacity.RollUp;
import org.poolwarden.capacity.SourceId;
import org.poolwarden.capacity.SrFacts;
import org.poolwarden.capacity.Storage;
import org.poolwarden.capacity.Subject;
import org.poolwarden.capacity.VmStarts;
import org.poolwarden.capacity.Window;
import org.poolwarden.schema.CapacityReport;
import org.poolwarden.schema.PoolStanding;
import org.poolwarden.schema.ReportScope;

/** Closes minutes of a pool: panes become demands, demands go into windows, windows become reports. */
final class MinuteClosing {

    private static final long MINUTE_MS = 60_000;
    private static final long DAY_MINUTES = 1440;

    private final CapacityStores stores;
    private final DatabaseStores objects;
    private final Storages storages;
    private final Outlet outlet;
    /** How the pool whose minute is being closed stands in the windows that it told of. */
    private final List<PoolStanding> standings = new ArrayList<>();
    /** Whose late samples no report has counted yet; the counts themselves are in the store. */
    private final Map<String, Set<Subject>> untold = new HashMap<>();

    /** A minute that is being closed. */
    private record Closed(Frontier frontier, long minute, OptionalInt started, CapacityAlerts.Cause cause) {}

    /** What a subject's reports rest on besides their windows. */
    private record Known(History history, Storage storage) {
        Known with(History next) {
            return new Known(next, storage);
        }
    }

    MinuteClosing(CapacityStores stores, DatabaseStores objects, CapacitySettings settings, Outlet outlet) {
        this.stores = stores;
        this.objects = objects;
        this.storages = new Storages(stores, objects, settings);
        this.outlet = outlet;
    }

    /** Closes all minutes up to {@code to}. */
    Frontier close(Frontier frontier, long to, CapacityAlerts.Cause cause) {
        String pool = frontier.pool();
        Frontier after = frontier.closing(to);
        stores.panes(pool, frontier.closed(), to).forEach((minute, panes) -> {
            Closed closed = new Closed(after, minute, started(pool, minute), cause);
            for (Demand demand :
                    PoolMinute.demands(pool, panes, source -> before(pool, source, minute), sr -> storages.said(sr)
                            .isPresent())) {
                add(closed, demand);
            }
        });
        if (Window.TEN_MINUTES.start(to) > frontier.closed()) {
            tellLate(after);
        }
        stores.forgetBefore(pool, to);
        stores.keep(after);
        return after;
    }

    private Pane before(String pool, SourceId source, long minute) {
        return stores.pane(pool, source, minute - 1);
    }

    private OptionalInt started(String pool, long minute) {
        return VmStarts.before(Instant.ofEpochMilli((minute + 1) * MINUTE_MS), objects.vms(pool));
    }

    private void add(Closed closed, Demand demand) {
        Subject subject = demand.subject();
        Storage storage = storages.of(subject);
        History history = stores.history(subject).after(demand, storage.capacity(), closed.started());
        if (subject.scope() == ReportScope.SR) {
            history = tell(CapacityAlerts.saturated(subject, history, storage, closed.cause()));
            demand.judge(disk -> stores.past(subject, disk));
            demand.remember(disk -> stores.past(subject, disk), (disk, past) -> stores.keep(subject, disk, past));
        }
        standings.clear();
        for (Window window : Window.values()) {
            history = add(closed, demand, window, new Known(history, storage));
        }
        stores.keep(subject, history);
        if (subject.scope() == ReportScope.POOL) {
            tellFleet(demand, closed.minute());
        }
    }

    private void tellFleet(Demand pool, long minute) {
        boolean anew = stores.rollUp(pool.subject(), Window.ONE_DAY)
                .flatMap(day -> day.comparison().since())
                .filter(since -> since == minute)
                .isPresent();
        outlet.demand(FleetMinute.told(pool, minute, anew, standings), (minute + 1) * MINUTE_MS);
    }

    private History add(Closed closed, Demand demand, Window window, Known known) {
        long minute = closed.minute();
        Subject subject = demand.subject();
        Optional<RollUp> before = stores.rollUp(subject, window);
        long start = window.start(minute);
        Known after = known;
        if (before.isPresent() && before.get().start() < start) {
            after = known.with(ended(closed, before.get(), known.history().ended(before.get())));
            if (!window.isToldAfter(before.get().counts().end() - 1)) {
                tell(closed.frontier(), before.get(), after);
            }
        }
        RollUp running =
                before.filter(rollUp -> rollUp.start() == start).orElseGet(() -> new RollUp(subject, window, start));
        running.add(demand, minute);
        stores.keep(running);
        if (window.isToldAfter(minute)) {
            tell(closed.frontier(), running, after);
        }
        return after.history();
    }

    private History ended(Closed closed, RollUp window, History history) {
        if (window.window() == Window.ONE_DAY && window.subject().scope() == ReportScope.SR) {
            stores.forgetPasts(window.subject(), window.loads());
        }
        if (window.window() != Window.TEN_MINUTES || window.subject().scope() != ReportScope.SR) {
            return history;
        }
        Optional<SrFacts> local = objects.srs(window.subject().pool()).stream()
                .filter(SrFacts::mayHoldCache)
                .max(Comparator.comparingDouble(sr -> sr.usedShare().orElse(0)));
        return tell(CapacityAlerts.fallingBack(window, history, local, closed.cause()));
    }

    private History tell(CapacityAlerts.Turn turn) {
        turn.alert().ifPresent(outlet::alert);
        return turn.history();
    }

    private Known known(Subject subject) {
        return new Known(stores.history(subject), storages.of(subject));
    }

    private void tell(Frontier frontier, RollUp window, Known known) {
        Storage storage = window.subject().scope() == ReportScope.SR ? known.storage() : storages.sum(window);
        CapacityReport report =
                ReportWriter.write(window, known.history(), storage, frontier.hearing(window.sources()));
        if (window.subject().scope() == ReportScope.POOL) {
            standings.add(FleetMinute.standing(report));
        }
        outlet.report(
                window.subject().key(window.window()),
                Optional.of(report),
                window.counts().end() * MINUTE_MS);
    }

    /**
     * A sample that came after its minute had closed is in no figure, but in the count of every window it was for, and
     * of the day in which it came.
     */
    void late(Frontier frontier, SourceId source, Instant t) {
        long minute = Math.floorDiv(t.toEpochMilli() - 1, MINUTE_MS);
        for (Subject subject : Subject.of(frontier.pool(), source)) {
            for (Window window : Window.values()) {
                lateIn(subject, window, minute, frontier.closed()).ifPresent(rollUp -> {
                    rollUp.late(source.host());
                    stores.keep(rollUp);
                });
            }
            untold.computeIfAbsent(frontier.pool(), pool -> new LinkedHashSet<>())
                    .add(subject);
        }
    }

    private Optional<RollUp> lateIn(Subject subject, Window window, long minute, long closed) {
        Optional<RollUp> running = stores.rollUp(subject, window);
        return window == Window.ONE_DAY
                ? running.or(() -> Optional.of(new RollUp(subject, window, window.start(closed))))
                : running.filter(rollUp -> rollUp.start() == window.start(minute));
    }

    /** Who is always late closes no minute: its days are told of beside those of the others. */
    private void tellLate(Frontier frontier) {
        Set<Subject> late = untold.remove(frontier.pool());
        if (late != null) {
            late.forEach(subject ->
                    stores.rollUp(subject, Window.ONE_DAY).ifPresent(rollUp -> tell(frontier, rollUp, known(subject))));
        }
    }

    /** Reports that a host is a source of, since it is silent. */
    void tellAgain(Frontier frontier, String host) {
        stores.rollUps(frontier.pool()).stream()
                .filter(rollUp -> rollUp.sources().contains(host))
                .forEach(rollUp -> tell(frontier, rollUp, known(rollUp.subject())));
    }

    /**
     * Ends the reports of what has not been told of for a day.
     *
     * @return whether nothing is left of the pool
     */
    boolean bury(Frontier frontier, Frontier.Ears ears, Duration day) {
        boolean silent = frontier.hosts().keySet().stream()
                .allMatch(host -> ears.silence(host).compareTo(day) >= 0);
        List<RollUp> all = stores.rollUps(frontier.pool());
        List<RollUp> gone = all.stream()
                .filter(rollUp -> silent || frontier.closed() - rollUp.counts().end() >= DAY_MINUTES)
                .toList();
        gone.forEach(rollUp -> {
            stores.forget(rollUp);
            outlet.report(rollUp.subject().key(rollUp.window()), Optional.empty(), 0);
        });
        if (silent) {
            stores.forget(frontier);
            storages.forget(frontier.pool());
        }
        return silent;
    }
}
