package org.poolwarden.app.rehearse;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A part of the run, times since its beginning.
 *
 * @param from the first instant that counts
 * @param to the last instant
 * @param open whether {@code to} itself no longer counts
 */
record Span(Duration from, Duration to, boolean open) {
    static final List<String> KEYS = List.of("between", "before", "after", "at");

    static Span read(Map<String, Written> fields, Duration run) throws ScenarioException {
        List<String> given = KEYS.stream().filter(fields::containsKey).toList();
        if (given.isEmpty()) {
            return new Span(Duration.ZERO, run, false);
        }
        if (given.size() > 1) {
            throw fields.get(given.get(1)).trouble("expected one of between, before, after and at, found " + given);
        }
        Written at = fields.get(given.get(0));
        return switch (given.get(0)) {
            case "between" -> between(at, run);
            case "before" -> new Span(Duration.ZERO, inside(at, run), true);
            case "after" -> new Span(inside(at, run), run, false);
            default -> instant(at, run);
        };
    }

    boolean contains(Duration at) {
        return at.compareTo(from) >= 0 && (open ? at.compareTo(to) < 0 : at.compareTo(to) <= 0);
    }

    boolean isInstant() {
        return from.equals(to);
    }

    private static Span between(Written at, Duration run) throws ScenarioException {
        List<Written> ends = at.items("between");
        if (ends.size() != 2) {
            throw at.trouble("expected between: [from, to], found " + ends.size() + " times");
        }
        Duration from = inside(ends.get(0), run);
        Duration to = inside(ends.get(1), run);
        if (to.compareTo(from) < 0) {
            throw at.trouble("expected between: [from, to] with from not after to");
        }
        return new Span(from, to, false);
    }

    private static Span instant(Written at, Duration run) throws ScenarioException {
        String word = at.word("a time or end");
        Duration instant = word.equals("end") ? run : inside(at, run);
        return new Span(instant, instant, false);
    }

    private static Duration inside(Written at, Duration run) throws ScenarioException {
        Duration time = at.time("a time");
        if (time.compareTo(run) > 0) {
            throw at.trouble(
                    "expected a time within the run of " + run.toSeconds() + "s, found '" + at.word("a time") + "'");
        }
        return time;
    }
}
