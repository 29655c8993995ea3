package org.poolwarden.capacity.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.poolwarden.capacity.Frontier;
import org.poolwarden.capacity.History;
import org.poolwarden.capacity.RollUp;
import org.poolwarden.capacity.Window;
import org.poolwarden.schema.PoolDemand;
import org.poolwarden.schema.PoolStanding;
import org.poolwarden.shell.RowBytes;

/** What is kept of the fleet: pools' minutes until all have told theirs, running windows, and how pools stand. */
final class FleetStores {

    static final String MINUTES = "pool-minutes";
    static final String STANDINGS = "pool-standings";
    static final String ROLL_UPS = "fleet-roll-ups";
    static final String HISTORIES = "fleet-histories";
    static final String FRONTIERS = "fleet-frontiers";

    /** There is one fleet. */
    static final String FLEET = "fleet";

    private final KeyValueStore<String, PoolDemand> minutes;
    private final KeyValueStore<String, PoolStanding> standings;
    private final KeyValueStore<String, RollUp> rollUps;
    private final KeyValueStore<String, History> histories;
    private final KeyValueStore<String, Frontier> frontiers;

    FleetStores(ProcessingContext context) {
        minutes = context.getStateStore(MINUTES);
        standings = context.getStateStore(STANDINGS);
        rollUps = context.getStateStore(ROLL_UPS);
        histories = context.getStateStore(HISTORIES);
        frontiers = context.getStateStore(FRONTIERS);
    }

    static Serde<PoolDemand> minutes() {
        return new RowBytes<>(PoolDemand.class).serde(row -> row, row -> row);
    }

    static Serde<PoolStanding> standings() {
        return new RowBytes<>(PoolStanding.class).serde(row -> row, row -> row);
    }

    void keep(PoolDemand minute) {
        minutes.put(minute.getPool() + Ranges.BETWEEN + minute.getMinute(), minute);
        minute.getStandings()
                .forEach(standing -> standings.put(
                        standing.getWindow()
                                + Ranges.BETWEEN
                                + standing.getPart().getId(),
                        standing));
    }

    /** Up to {@code to}, taken out; there are few that are not closed. */
    SortedMap<Long, List<PoolDemand>> take(long to) {
        SortedMap<Long, List<PoolDemand>> taken = new TreeMap<>();
        Ranges.all(minutes).stream()
                .filter(entry -> entry.value.getMinute() <= to)
                .forEach(entry -> {
                    taken.computeIfAbsent(entry.value.getMinute(), minute -> new ArrayList<>())
                            .add(entry.value);
                    minutes.delete(entry.key);
                });
        return taken;
    }

    List<PoolStanding> standings(Window window) {
        return Ranges.under(window.word(), standings).stream()
                .map(entry -> entry.value)
                .toList();
    }

    void forgetStandings(String pool) {
        for (Window window : Window.values()) {
            standings.delete(window.word() + Ranges.BETWEEN + pool);
        }
    }

    Optional<RollUp> rollUp(Window window) {
        return Optional.ofNullable(rollUps.get(window.word()));
    }

    void keep(RollUp window) {
        rollUps.put(window.window().word(), window);
    }

    History history() {
        History history = histories.get(FLEET);
        return history == null ? History.NONE : history;
    }

    void keep(History history) {
        histories.put(FLEET, history);
    }

    Optional<Frontier> frontier() {
        return Optional.ofNullable(frontiers.get(FLEET));
    }

    void keep(Frontier frontier) {
        frontiers.put(FLEET, frontier);
    }

    /** A fleet of which nobody tells any more. */
    void forget() {
        take(Long.MAX_VALUE);
        for (Window window : Window.values()) {
            rollUps.delete(window.word());
        }
        histories.delete(FLEET);
        frontiers.delete(FLEET);
    }
}
