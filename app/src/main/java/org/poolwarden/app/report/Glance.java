package org.poolwarden.app.report;

import java.util.Map;
import org.poolwarden.schema.CapacityReport;

/** One subject's line on top of the page: how it stands, and the sentences. */
final class Glance {

    /** How a subject stands; the word is shown, so that nothing rests on colour alone. */
    private enum State {
        STALE,
        OVER,
        TIGHT,
        PEAK,
        GOOD,
        UNKNOWN;

        static State of(SubjectHistory subject) {
            CapacityReport headline = subject.headline();
            if (subject.now().getStale()) {
                return STALE;
            }
            if (headline.getUtilisation().isEmpty()) {
                return UNKNOWN;
            }
            double used = headline.getUtilisation().get();
            if (used > 1) {
                return OVER;
            }
            if (headline.getHeadroomIops().orElse(0.0) < 0) {
                return TIGHT;
            }
            return subject.peak().flatMap(CapacityReport::getUtilisation).orElse(0.0) > 1 ? PEAK : GOOD;
        }
    }

    private Glance() {}

    static String line(SubjectHistory subject, int number) {
        State state = State.of(subject);
        return "<li><span class=\"state " + state.name().toLowerCase(java.util.Locale.ROOT) + "\">" + word(state)
                + "</span> <a href=\"#s" + number + "\">" + Html.text(Summary.title(subject)) + "</a>. "
                + Html.text(new Summary(subject, Map.of()).text()) + "</li>\n";
    }

    private static String word(State state) {
        return switch (state) {
            case STALE -> "stale";
            case OVER -> "over capacity";
            case TIGHT -> "no headroom";
            case PEAK -> "over capacity at its peak";
            case GOOD -> "has headroom";
            case UNKNOWN -> "capacity unknown";
        };
    }
}
