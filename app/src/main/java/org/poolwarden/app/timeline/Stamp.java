package org.poolwarden.app.timeline;

import java.time.Duration;
import java.util.Locale;

/** How a time of the run is shown: {@code 1:05.250} is 65.25 s after its beginning. */
public final class Stamp {
    private Stamp() {}

    public static String of(Duration at) {
        return String.format(Locale.ROOT, "%d:%02d.%03d", at.toMinutes(), at.toSecondsPart(), at.toMillisPart());
    }
}
