package org.poolwarden.sim.trace;

import java.math.BigDecimal;
import java.util.OptionalDouble;

/** Numbers as traces write them. */
final class Numbers {

    private static final long SECTOR = 512;

    private Numbers() {}

    /**
     * A decimal number as nanoseconds, cut off below them, without a detour over floating point.
     *
     * @param digits what a 1 is worth in nanoseconds, as a power of ten: 6 for milliseconds
     */
    static long nanos(String text, int digits) {
        return new BigDecimal(text).movePointRight(digits).toBigInteger().longValueExact();
    }

    static long bytes(String text) {
        long bytes = Long.parseLong(text);
        if (bytes < 0) {
            throw new NumberFormatException("expected no negative size, found " + text);
        }
        return bytes;
    }

    static long sectors(String text) {
        return Math.multiplyExact(bytes(text), SECTOR);
    }

    /** A number that is not negative; NaN is no number. */
    static OptionalDouble rate(String text, double unit) {
        double number = Double.parseDouble(text.replace(',', '.'));
        if (!(number >= 0) || Double.isInfinite(number)) {
            throw new NumberFormatException("expected a rate, found " + text);
        }
        return OptionalDouble.of(number * unit);
    }
}
