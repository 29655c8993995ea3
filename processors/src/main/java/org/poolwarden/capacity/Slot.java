package org.poolwarden.capacity;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.poolwarden.schema.DiskResource;
import org.poolwarden.schema.DiskSample;

/**
 * Figures of one source in 5 s, as its host told them.
 *
 * @param stepSeconds interval of the sample it came from: more than 5 where a mean of longer stands in for it
 * @param figures in the order of {@link Figure}; NaN is absence, as the host's own archive has it
 */
public record Slot(int stepSeconds, FiveFoldSign sign, List<Double> figures) {

    public Slot {
        figures = List.copyOf(figures);
        if (figures.size() != Figure.values().length) {
            throw new IllegalArgumentException("a slot has " + Figure.values().length + " figures, not " + figures);
        }
    }

    /** What cannot be, less than nothing or without end, is absent, too. */
    static Slot of(DiskSample sample) {
        List<Double> figures = new ArrayList<>();
        for (Figure figure : Figure.values()) {
            figures.add(told(sample, figure)
                    .filter(value -> value >= 0 && !value.isInfinite())
                    .orElse(Double.NaN));
        }
        return new Slot(sample.getStepSeconds(), sign(sample), figures);
    }

    private static Optional<Double> told(DiskSample sample, Figure figure) {
        return switch (figure) {
            case READS -> sample.getIopsRead();
            case WRITES -> sample.getIopsWrite();
            case READ_BYTES -> sample.getReadBytes();
            case WRITE_BYTES -> sample.getWriteBytes();
            case OUTSTANDING -> sample.getIowait();
            case HIT_BYTES -> sample.getCacheHitBytes();
            case MISS_BYTES -> sample.getCacheMissBytes();
            case CACHE_BYTES -> sample.getCacheBytes();
        };
    }

    /** Of an SR neither tells: there the queue is the greatest of its disks and iowait is their sum. */
    private static FiveFoldSign sign(DiskSample sample) {
        if (!sample.getXapiVersion().isEmpty()) {
            return FiveFold.isIn(sample.getXapiVersion()) ? FiveFoldSign.RELEASE : FiveFoldSign.NONE;
        }
        Optional<Double> wait = sample.getIowait().filter(value -> value > 0 && !value.isInfinite());
        Optional<Double> queue = sample.getQueue().filter(value -> value > 0 && !value.isInfinite());
        if (sample.getResource() != DiskResource.VBD || wait.isEmpty() || queue.isEmpty()) {
            return FiveFoldSign.NONE;
        }
        return FiveFold.showsIn(wait.get(), queue.get()) ? FiveFoldSign.SUSPECT : FiveFoldSign.CLEAR;
    }

    double figure(Figure figure) {
        return figures.get(figure.ordinal());
    }

    /** Delivered, but without a request count: the host itself knew nothing. */
    boolean isEmpty() {
        return Double.isNaN(figure(Figure.READS)) && Double.isNaN(figure(Figure.WRITES));
    }

    /** A mean of a minute never displaces what was told of 5 s; of two of one length the newer word counts. */
    boolean yieldsTo(Slot other) {
        return other.stepSeconds <= stepSeconds;
    }
}
