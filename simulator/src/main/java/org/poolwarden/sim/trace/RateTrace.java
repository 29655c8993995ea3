package org.poolwarden.sim.trace;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.function.Function;

/**
 * A trace of rates, that a tool has averaged.
 *
 * @param step over how long, most often
 * @param devices what is told of each disk, in the order of time
 */
public record RateTrace(TraceFormat format, Duration step, SortedMap<String, List<Rate>> devices, Oddities oddities)
        implements Trace {

    public RateTrace {
        devices = java.util.Collections.unmodifiableSortedMap(devices);
    }

    /** Of one disk; absent where the tool does not tell it in every interval. */
    public Optional<Figures> of(String device, Function<Rate, OptionalDouble> what) {
        List<Rate> rates = devices.get(device);
        double[] known =
                rates.stream().map(what).flatMapToDouble(OptionalDouble::stream).toArray();
        return known.length == rates.size() ? Optional.of(Figures.of(known, 0)) : Optional.empty();
    }

    /**
     * Of all disks together, report by report, as far as each disk has one; absent where the tool does not tell it of
     * every disk. Percentiles do not add, sums do.
     */
    public Optional<Figures> ofAll(Function<Rate, OptionalDouble> what) {
        int reports = devices.values().stream().mapToInt(List::size).min().orElseThrow();
        double[] sums = new double[reports];
        for (List<Rate> rates : devices.values()) {
            for (int i = 0; i < reports; i++) {
                OptionalDouble number = what.apply(rates.get(i));
                if (number.isEmpty()) {
                    return Optional.empty();
                }
                sums[i] += number.getAsDouble();
            }
        }
        return Optional.of(Figures.of(sums, 0));
    }

    /** The greatest number of one disk; absent where the tool tells none. */
    public OptionalDouble greatest(String device, Function<Rate, OptionalDouble> what) {
        return devices.get(device).stream()
                .map(what)
                .flatMapToDouble(OptionalDouble::stream)
                .max();
    }
}
