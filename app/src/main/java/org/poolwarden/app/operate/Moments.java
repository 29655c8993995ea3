package org.poolwarden.app.operate;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Instants and times as people read and write them. Instants are UTC. */
public final class Moments {

    /** What is expected where a time is read. */
    static final String FORM = "a time such as 30s, 10m or 8h";

    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Pattern TIME = Pattern.compile("(\\d{1,9})(ms|s|m|h)");
    private static final Map<String, Duration> UNITS = Map.of(
            "ms",
            Duration.ofMillis(1),
            "s",
            Duration.ofSeconds(1),
            "m",
            Duration.ofMinutes(1),
            "h",
            Duration.ofHours(1));

    private Moments() {}

    public static String text(Instant at) {
        return SECONDS.format(at);
    }

    /** An instant and how far away it is: {@code 2026-11-22 20:00:05Z (in 10 min)}. */
    public static String text(Instant at, Instant now) {
        String far = about(Duration.between(at, now).abs());
        return text(at) + (at.isAfter(now) ? " (in " + far + ")" : " (" + far + " ago)");
    }

    /** Roughly, in the one unit that matters: {@code 3 min}. */
    public static String about(Duration time) {
        if (time.toSeconds() < 120) {
            return time.toSeconds() + " s";
        }
        if (time.toMinutes() < 120) {
            return time.toMinutes() + " min";
        }
        return time.toHours() < 48 ? time.toHours() + " h" : time.toDays() + " d";
    }

    /** A time as rehearsals and policies write it: {@code 90s}; empty when it is none. */
    static Optional<Duration> read(String word) {
        Matcher parts = TIME.matcher(word);
        return parts.matches()
                ? Optional.of(UNITS.get(parts.group(2)).multipliedBy(Long.parseLong(parts.group(1))))
                : Optional.empty();
    }

    /** A time in the greatest unit that divides it; the other way round of {@link #read}. */
    static String word(Duration time) {
        return List.of("h", "m", "s").stream()
                .filter(unit ->
                        !time.isZero() && time.toMillis() % UNITS.get(unit).toMillis() == 0)
                .findFirst()
                .map(unit -> time.toMillis() / UNITS.get(unit).toMillis() + unit)
                .orElse(time.toMillis() + "ms");
    }
}
