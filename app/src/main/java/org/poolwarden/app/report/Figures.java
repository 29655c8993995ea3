package org.poolwarden.app.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers and times as a person reads them; times are UTC. */
final class Figures {

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("d MMM yyyy HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private static final int TENTHS_BELOW = 10;
    private static final String[] BYTES = {"B", "KiB", "MiB", "GiB", "TiB"};
    private static final double STEP = 1024;

    private Figures() {}

    /** Whole, and with a tenth where it is small: {@code 1,234} and {@code 4.2}. */
    static String number(double value) {
        return String.format(Locale.ENGLISH, Math.abs(value) < TENTHS_BELOW ? "%,.1f" : "%,.0f", value);
    }

    /** {@code 62 %} of 0.62. */
    static String percent(double share) {
        return String.format(Locale.ENGLISH, "%.0f %%", share * 100);
    }

    static String milliseconds(double value) {
        return number(value) + " ms";
    }

    static String bytes(double value) {
        double left = value;
        int unit = 0;
        while (left >= STEP && unit < BYTES.length - 1) {
            left /= STEP;
            unit++;
        }
        return number(left) + " " + BYTES[unit];
    }

    /** {@code 25 Nov 2026, 00:00 to 13:40 UTC}; with both days where they differ. */
    static String span(Instant from, Instant to) {
        return DAY.format(from).equals(DAY.format(to))
                ? DAY.format(from) + ", " + TIME.format(from) + " to " + TIME.format(to) + " UTC"
                : MOMENT.format(from) + " to " + moment(to);
    }

    static String moment(Instant at) {
        return MOMENT.format(at) + " UTC";
    }

    /** Of an enum or a code in words: {@code not enough range} of {@code NOT_ENOUGH_RANGE}. */
    static String words(String code) {
        return code.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
