package org.poolwarden.capacity;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.poolwarden.schema.CapacityPart;
import org.poolwarden.schema.CapacityReport;
import org.poolwarden.schema.DemandSlot;
import org.poolwarden.schema.IopsFigures;
import org.poolwarden.schema.PoolDemand;
import org.poolwarden.schema.PoolStanding;

/** One closed minute on its way from the pools to the fleet. */
public final class FleetMinute {

    private FleetMinute() {}

    /**
     * What a pool tells of its minute.
     *
     * @param comparedAnew whether a profile came or went in it
     */
    public static PoolDemand told(Demand pool, long minute, boolean comparedAnew, List<PoolStanding> standings) {
        List<DemandSlot> slots = new ArrayList<>();
        for (int index = 0; index < SlotPlace.SLOTS; index++) {
            if (!Double.isNaN(pool.requestsAt(index))) {
                slots.add(new DemandSlot(
                        index,
                        figure(pool.at(Figure.READS, index)),
                        figure(pool.at(Figure.WRITES, index)),
                        figure(pool.comparedAt(index)),
                        figure(pool.at(Figure.READ_BYTES, index)),
                        figure(pool.at(Figure.WRITE_BYTES, index)),
                        figure(pool.at(Figure.OUTSTANDING, index))));
            }
        }
        return PoolDemand.newBuilder()
                .setPool(pool.subject().pool())
                .setMinute(minute)
                .setSlots(slots)
                .setCorrected(List.copyOf(pool.corrected()))
                .setDropped(pool.dropped())
                .setComparedAnew(comparedAnew)
                .setStandings(standings)
                .build();
    }

    private static Double figure(double value) {
        return Double.isNaN(value) ? null : value;
    }

    /** How a pool stands by its own report. */
    public static PoolStanding standing(CapacityReport pool) {
        Optional<IopsFigures> total = pool.getIopsTotal();
        return new PoolStanding(
                Window.of(pool.getWindow()).word(),
                new CapacityPart(
                        pool.getPool().orElseThrow(),
                        total.map(IopsFigures::getMean).orElse(null),
                        total.map(IopsFigures::getP95).orElse(null),
                        pool.getCapacityFunctional().orElse(null),
                        pool.getCapacityConserving().orElse(null),
                        pool.getUtilisation().orElse(null),
                        pool.getHeadroomIops().orElse(null)),
                !pool.getWithoutProfile().isEmpty());
    }

    /** What all pools asked for together; the same whatever their order. */
    public static Demand demand(Collection<PoolDemand> pools) {
        Demand fleet = new Demand(Subject.fleet());
        pools.stream().sorted(Comparator.comparing(PoolDemand::getPool)).forEach(fleet::addPool);
        return fleet;
    }

    /** What the fleet can do by how its pools stand, of those that a window of it has heard. */
    public static Storage storage(RollUp window, Collection<PoolStanding> standings) {
        List<PoolStanding> heard = standings.stream()
                .filter(standing -> window.sources().contains(standing.getPart().getId()))
                .toList();
        return Storage.of(CapacitySum.ofPools(
                heard.stream().map(PoolStanding::getPart).toList(),
                heard.stream()
                        .filter(PoolStanding::getPartly)
                        .map(standing -> standing.getPart().getId())
                        .toList()));
    }

    /**
     * Why a pool's word belongs to the dead letters; empty when it may be counted.
     *
     * @param appended the broker's append time
     */
    public static Optional<String> objection(PoolDemand pool, String key, Instant appended) {
        Duration ahead = Duration.between(appended, Instant.ofEpochSecond(60 * (pool.getMinute() + 1)));
        if (!pool.getPool().equals(key)) {
            return Optional.of("a demand of pool " + pool.getPool() + " under the key " + key);
        }
        return ahead.compareTo(SampleGuard.AHEAD) > 0 || ahead.negated().compareTo(SampleGuard.RETENTION) > 0
                ? Optional.of(
                        "a demand of pool " + key + " of minute " + pool.getMinute() + ", appended at " + appended)
                : Optional.empty();
    }
}
