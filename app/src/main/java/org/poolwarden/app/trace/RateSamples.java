package org.poolwarden.app.trace;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.poolwarden.schema.DiskSample;
import org.poolwarden.sim.trace.Rate;
import org.poolwarden.sim.trace.RateTrace;

/**
 * Rates of all disks of a trace as those of one storage repository. What is told more often than every five seconds
 * becomes means of five seconds, what is told less often keeps its step, to the nearest five seconds.
 */
final class RateSamples {

    private static final long STEP = 5;

    private final SampleSource source;
    private final RateTrace trace;
    private final long step;

    private RateSamples(SampleSource source, RateTrace trace) {
        this.source = source;
        this.trace = trace;
        this.step = Math.max(STEP, (trace.step().toSeconds() + STEP / 2) / STEP * STEP);
    }

    static Stream<DiskSample> of(RateTrace trace, SampleSource source) {
        return new RateSamples(source, trace).all();
    }

    private Stream<DiskSample> all() {
        TreeMap<Long, List<Rate>> intervals = new TreeMap<>();
        trace.devices().values().stream().flatMap(List::stream).forEach(rate -> intervals
                .computeIfAbsent(end(rate.end()), end -> new ArrayList<>())
                .add(rate));
        return intervals.entrySet().stream().map(interval -> sample(interval.getKey(), interval.getValue()));
    }

    /** A report of sar is a second late or two: it is of the interval that ended nearest, not of the next one. */
    private long end(Instant reported) {
        long seconds = reported.getEpochSecond();
        return trace.step().toSeconds() < STEP
                ? Math.floorDiv(seconds + STEP - 1, STEP) * STEP
                : Math.floorDiv(seconds + step / 2, step) * step;
    }

    private DiskSample sample(long end, List<Rate> rates) {
        DiskSample.Builder sample =
                source.begin().setT(Instant.ofEpochSecond(end)).setStepSeconds((int) step);
        OptionalDouble reads = mean(rates, rate -> rate.speed().reads());
        OptionalDouble writes = mean(rates, rate -> rate.speed().writes());
        OptionalDouble either = mean(rates, rate -> rate.speed().iops());
        OptionalDouble readBytes = mean(rates, rate -> rate.speed().readBytes());
        OptionalDouble writeBytes = mean(rates, rate -> rate.speed().writeBytes());
        if (reads.isPresent() && writes.isPresent()) {
            sample.setIopsRead(reads.getAsDouble()).setIopsWrite(writes.getAsDouble());
        } else if (either.isPresent()) {
            double share = Mix.readShare(readBytes, writeBytes);
            sample.setIopsRead(either.getAsDouble() * share).setIopsWrite(either.getAsDouble() * (1 - share));
        }
        readBytes.ifPresent(sample::setReadBytes);
        writeBytes.ifPresent(sample::setWriteBytes);
        mean(rates, rate -> rate.load().queue()).ifPresent(sample::setIowait);
        return sample.build();
    }

    /** The sum over the disks, of the mean of each over its reports; absent where one of them does not tell. */
    private static OptionalDouble mean(List<Rate> rates, Function<Rate, OptionalDouble> what) {
        TreeMap<String, List<Double>> devices = new TreeMap<>();
        for (Rate rate : rates) {
            OptionalDouble number = what.apply(rate);
            if (number.isEmpty()) {
                return OptionalDouble.empty();
            }
            devices.computeIfAbsent(rate.device(), device -> new ArrayList<>()).add(number.getAsDouble());
        }
        return OptionalDouble.of(devices.values().stream()
                .mapToDouble(all ->
                        all.stream().mapToDouble(Double::doubleValue).average().orElseThrow())
                .sum());
    }
}
