package org.poolwarden.capacity;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What is remembered of a subject beyond its running windows.
 *
 * @param days 95th percentiles, oldest first; at most sixty
 * @param usual means of its last ten-minute windows, oldest first; at most a day's
 * @param firingSince when its alert began, milliseconds of append time; empty while none fires
 */
public record History(
        List<DayDemand> days,
        List<Double> usual,
        LatencySums knee,
        Saturation saturation,
        Optional<Phase> phase,
        Optional<Long> firingSince,
        CachePast cache) {

    public static final History NONE = new History(
            List.of(),
            List.of(),
            LatencySums.NONE,
            Saturation.CALM,
            Optional.empty(),
            Optional.empty(),
            CachePast.NONE);

    private static final int DAYS = 60;
    private static final int USUAL = 144;
    /** An hour: less says nothing about what is usual. */
    private static final int LEAST_USUAL = 6;

    private static final int MINUTES_PER_DAY = 1440;

    public History {
        days = List.copyOf(days);
        usual = List.copyOf(usual);
    }

    /** After a window has ended. */
    public History ended(RollUp window) {
        if (window.slots() == 0) {
            return this;
        }
        Tally total = window.distributions().total();
        return switch (window.window()) {
            case TEN_MINUTES -> new History(
                    days, last(usual, total.mean(), USUAL), knee, saturation, phase, firingSince, cache);
            case ONE_HOUR -> this;
            case ONE_DAY -> new History(
                    last(days, new DayDemand(window.start() / MINUTES_PER_DAY, total.quantile(0.95)), DAYS),
                    usual,
                    knee,
                    saturation,
                    phase,
                    firingSince,
                    cache);
        };
    }

    /**
     * After one more minute.
     *
     * @param started VMs of the pool that started lately; empty when nobody counts them
     */
    public History after(Demand demand, Optional<StorageCapacity> capacity, OptionalInt started) {
        return MinuteFigures.of(demand)
                .map(minute -> after(minute, capacity.flatMap(StorageCapacity::forAlarms), started))
                .orElse(this);
    }

    private History after(MinuteFigures minute, Optional<FunctionalIops> capacity, OptionalInt started) {
        OptionalDouble used = capacity.map(disks -> disks.conserved(minute.readShare()))
                .filter(iops -> iops > 0)
                .map(iops -> OptionalDouble.of(minute.iops() / iops))
                .orElse(OptionalDouble.empty());
        OptionalDouble latency = minute.latency();
        LatencySums learned = latency.isPresent() ? knee.plus(minute.iops(), latency.getAsDouble()) : knee;
        Optional<Phase> now = usualIops().map(iops -> new PhaseRule(iops, PhaseRule.LEAST_STARTED)
                .phase(minute.iops(), minute.readShare(), started));
        return new History(
                days, usual, learned, saturation.after(used, latency, minute.outstanding()), now, firingSince, cache);
    }

    History firing(Optional<Long> since) {
        return new History(days, usual, knee, saturation, phase, since, cache);
    }

    /** What the subject's cache keeps off, after a ten-minute window. */
    History caching(CachePast past) {
        return new History(days, usual, knee, saturation, phase, firingSince, past);
    }

    /** Median of the last day's ten-minute means; empty while they are fewer than an hour's, or idle. */
    Optional<Double> usualIops() {
        if (usual.size() < LEAST_USUAL) {
            return Optional.empty();
        }
        List<Double> sorted = usual.stream().sorted().toList();
        return Optional.of(sorted.get(sorted.size() / 2)).filter(iops -> iops > 0);
    }

    private static <T> List<T> last(List<T> before, T next, int most) {
        List<T> all = new ArrayList<>(before);
        all.add(next);
        return all.subList(Math.max(0, all.size() - most), all.size());
    }
}
