package org.poolwarden.app.report;

import org.poolwarden.schema.CapacityReport;

/** One subject's line on top of the page: how it stands, and the sentences. */
final class Glance {

    /** How a subject stands; the word is shown, so that nothing rests on colour alone. */
    private enum State {
        STALE,
        OVER,
        TIGHT,
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
            return headline.getHeadroomIops().orElse(0.0) < 0 ? TIGHT : GOOD;
        }
    }

    private Glance() {}

    static String line(SubjectHistory subject, int number) {
        State state = State.of(subject);
        return "<li><span class=\"state " + state.name().toLowerCase(java.util.Locale.ROOT) + "\">" + word(state)
                + "</span> <a href=\"#s" + number + "\">" + Html.text(Summary.title(subject)) + "</a>. "
                + Html.text(new Summary(subject).text()) + "</li>\n";
    }

    private static String word(State state) {
        return switch (state) {
            case STALE -> "stale";
            case OVER -> "over capacity";
            case TIGHT -> "no headroom";
            case GOOD -> "has headroom";
            case UNKNOWN -> "capacity unknown";
        };
    }
}
