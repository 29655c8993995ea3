package org.poolwarden.sim.trace;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dates as the tools print them; their zone is not told and taken for UTC. */
final class Stamps {

    /** A trace without a date begins here: at a whole hour. */
    static final Instant EPOCH = Instant.ofEpochSecond(1_700_006_400L);

    private static final Pattern AMERICAN =
            Pattern.compile("(\\d\\d)/(\\d\\d)/(\\d{2,4})(?:\\s+(\\d\\d:\\d\\d:\\d\\d(?: [AP]M)?))?");
    private static final Pattern ISO = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)(?:[T ](\\d\\d:\\d\\d:\\d\\d))?");
    private static final DateTimeFormatter HALF_DAYS = DateTimeFormatter.ofPattern("hh:mm:ss a", Locale.ROOT);

    private Stamps() {}

    /** A date and a time at the beginning of a line. */
    static Optional<Instant> dateAndTime(String line) {
        Matcher iso = ISO.matcher(line);
        if (iso.lookingAt() && iso.group(2) != null) {
            return Optional.of(LocalDate.parse(iso.group(1))
                    .atTime(LocalTime.parse(iso.group(2)))
                    .toInstant(ZoneOffset.UTC));
        }
        Matcher american = AMERICAN.matcher(line);
        return american.lookingAt() && american.group(4) != null
                ? Optional.of(LocalDateTime.of(american(american), time(american.group(4)))
                        .toInstant(ZoneOffset.UTC))
                : Optional.empty();
    }

    /** A date anywhere in a line, as sar prints it into its first one. */
    static Optional<LocalDate> date(String line) {
        Matcher iso = ISO.matcher(line);
        if (iso.find()) {
            return Optional.of(LocalDate.parse(iso.group(1)));
        }
        Matcher american = AMERICAN.matcher(line);
        return american.find() ? Optional.of(american(american)) : Optional.empty();
    }

    /** {@code 14:10:50} or {@code 02:10:50 PM}. */
    static LocalTime time(String text) {
        return text.endsWith("M") ? LocalTime.parse(text, HALF_DAYS) : LocalTime.parse(text);
    }

    private static LocalDate american(Matcher date) {
        int year = Integer.parseInt(date.group(3));
        return LocalDate.of(
                year < 100 ? 2000 + year : year, Integer.parseInt(date.group(1)), Integer.parseInt(date.group(2)));
    }
}
