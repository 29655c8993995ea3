package org.poolwarden.capacity.stream;

import java.util.Optional;
import java.util.function.BiConsumer;
import org.poolwarden.capacity.Demand;
import org.poolwarden.capacity.FleetMinute;
import org.poolwarden.capacity.Frontier;
import org.poolwarden.capacity.History;
import org.poolwarden.capacity.ReportWriter;
import org.poolwarden.capacity.RollUp;
import org.poolwarden.capacity.Subject;
import org.poolwarden.capacity.Window;
import org.poolwarden.schema.CapacityReport;
import org.poolwarden.schema.PoolDemand;

/** Closes minutes of the fleet: those of its pools are added slot by slot, and go into windows, which become reports. */
final class FleetClosing {

    private final FleetStores stores;
    private final BiConsumer<String, Optional<CapacityReport>> outlet;

    /** @param outlet takes the key of a report; without one it is a tombstone */
    FleetClosing(FleetStores stores, BiConsumer<String, Optional<CapacityReport>> outlet) {
        this.stores = stores;
        this.outlet = outlet;
    }

    /** Closes all minutes up to {@code to}. */
    Frontier close(Frontier frontier, long to) {
        Frontier after = frontier.closing(to);
        stores.take(to).forEach((minute, pools) -> {
            Demand demand = FleetMinute.demand(pools);
            for (Window window : Window.values()) {
                add(after, demand, window, minute);
            }
        });
        stores.keep(after);
        return after;
    }

    private void add(Frontier frontier, Demand demand, Window window, long minute) {
        long start = window.start(minute);
        Optional<RollUp> before = stores.rollUp(window);
        before.filter(rollUp -> rollUp.start() < start).ifPresent(ended -> {
            stores.keep(stores.history().ended(ended));
            if (!window.isToldAfter(ended.counts().end() - 1)) {
                tell(frontier, ended);
            }
        });
        RollUp running = before.filter(rollUp -> rollUp.start() == start)
                .orElseGet(() -> new RollUp(Subject.fleet(), window, start));
        running.add(demand, minute);
        stores.keep(running);
        if (window.isToldAfter(minute)) {
            tell(frontier, running);
        }
    }

    private void tell(Frontier frontier, RollUp window) {
        History history = stores.history();
        CapacityReport report = ReportWriter.write(
                window,
                history,
                FleetMinute.storage(window, stores.standings(window.window())),
                frontier.hearing(window.sources()));
        outlet.accept(window.subject().key(window.window()), Optional.of(report));
    }

    /** A pool's minute that came after the fleet's had closed: in no figure, but in the counts of its windows. */
    void late(PoolDemand pool) {
        for (Window window : Window.values()) {
            stores.rollUp(window)
                    .filter(rollUp -> rollUp.start() == window.start(pool.getMinute()))
                    .ifPresent(rollUp -> {
                        rollUp.late(pool.getPool());
                        stores.keep(rollUp);
                    });
        }
    }

    /** Since a pool is silent. */
    void tellAgain(Frontier frontier) {
        for (Window window : Window.values()) {
            stores.rollUp(window).ifPresent(rollUp -> tell(frontier, rollUp));
        }
    }

    /** Ends the reports of a fleet of which nobody tells any more. */
    void bury() {
        stores.forget();
        for (Window window : Window.values()) {
            outlet.accept(Subject.fleet().key(window), Optional.empty());
        }
    }
}
