package org.poolwarden.app.rehearse;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.poolwarden.schema.VerdictKind;

/** The vocabulary that scenario files share with the records on the wire. */
final class Words {
    private static final String NO_WORD = "UNSPECIFIED";

    /** Verdicts that are alerts, the alert beside the verdict, and the advisories. */
    static final List<String> ALERTS = Stream.concat(
                    of(VerdictKind.class).stream().filter(kind -> !kind.equals("SETTLED")),
                    Stream.of(
                            "RECOVERY_STALLED",
                            "TWO_HOST_HA",
                            "NO_SHARED_STORAGE",
                            "HA_MISMATCH",
                            "CLOCK_SKEW",
                            "STALE_EMERGENCY_FLAG",
                            "BAD_CREDENTIALS",
                            "UNKNOWN_MEMBER"))
            .toList();

    private Words() {}

    static <E extends Enum<E>> List<String> of(Class<E> kind) {
        return Arrays.stream(kind.getEnumConstants())
                .map(Enum::name)
                .filter(name -> !name.equals(NO_WORD))
                .toList();
    }

    /** As they are written in a scenario's policy: {@code DRY_RUN} is {@code dry-run}. */
    static <E extends Enum<E>> List<String> lower(Class<E> kind) {
        return of(kind).stream().map(Words::lower).toList();
    }

    static String lower(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static String upper(String word) {
        return word.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
