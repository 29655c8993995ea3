package org.poolwarden.bench.interview;

import java.util.Locale;
import org.poolwarden.bench.paired.Comparison.Better;

/**
 * What is told of each run. "Others" are all hosts but those that hang where some do; "near" are those of them that
 * share a pool with one that does, "far" the rest. They are the same hosts in every run.
 */
enum Figure {
    RATE("others/s", 1, Better.HIGHER),
    FAR_P50("far p50", 2, Better.LOWER),
    FAR_P99("far p99", 1, Better.LOWER),
    NEAR_P50("near p50", 2, Better.LOWER),
    NEAR_P99("near p99", 1, Better.LOWER),
    MISSED("missed", 0, Better.LOWER),
    NOT_HELD("not held", 0, Better.LOWER),
    CPU("CPU us", 0, Better.LOWER),
    MEMORY("RSS MB", 0, Better.LOWER),
    THREADS("threads", 0, Better.LOWER),
    FILES("files", 0, Better.LOWER),
    HOSTS_CPU("hosts us", 0, Better.LOWER);

    private final String title;
    private final int decimals;
    private final Better better;

    Figure(String title, int decimals, Better better) {
        this.title = title;
        this.decimals = decimals;
        this.better = better;
    }

    String title() {
        return title;
    }

    Better better() {
        return better;
    }

    /** A dash where there is nothing to tell. */
    String format(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
