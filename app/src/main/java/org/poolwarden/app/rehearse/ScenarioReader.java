package org.poolwarden.app.rehearse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Reads a scenario file and checks every word of it. */
final class ScenarioReader {
    private static final List<String> KEYS = List.of(
            "name", "story", "pool", "pools", "observers", "policy", "heartbeat", "run", "seed", "events", "expect");
    private static final Duration DEFAULT_HEARTBEAT = Duration.ofSeconds(5);

    private ScenarioReader() {}

    static Scenario read(String file, String text) throws ScenarioException {
        Written root = Written.read(file, text);
        Map<String, Written> fields = root.fields("a scenario", KEYS);
        for (String needed : List.of("name", "run", "expect")) {
            if (!fields.containsKey(needed)) {
                throw root.trouble("expected the key '" + needed + "' in a scenario");
            }
        }
        Cast cast = CastReader.read(fields, root);
        Duration run = positive(fields.get("run"), "run");
        return new Scenario(
                file,
                fields.get("name").word("a name"),
                cast,
                fields.containsKey("policy") ? PolicyReader.read(fields.get("policy")) : PolicyPlan.DEFAULT,
                fields.containsKey("heartbeat") ? positive(fields.get("heartbeat"), "heartbeat") : DEFAULT_HEARTBEAT,
                run,
                fields.containsKey("seed") ? fields.get("seed").number("seed") : 1,
                events(fields.get("events"), cast, run),
                expectations(fields.get("expect"), cast, run));
    }

    private static Duration positive(Written field, String what) throws ScenarioException {
        Duration time = field.time(what);
        if (time.isZero()) {
            throw field.trouble("expected " + what + " to be more than nothing");
        }
        return time;
    }

    private static List<Event> events(Written list, Cast cast, Duration run) throws ScenarioException {
        List<Event> events = new ArrayList<>();
        for (Written item : list == null ? List.<Written>of() : list.items("events")) {
            Map<String, Written> fields = item.fields("an event", List.of("at", "do"));
            if (fields.size() < 2) {
                throw item.trouble("expected an event as {at: time, do: verb}");
            }
            Duration at = fields.get("at").time("at");
            if (at.compareTo(run) > 0) {
                throw fields.get("at")
                        .trouble("expected a time within the run of " + run.toSeconds() + "s, found '"
                                + fields.get("at").word("a time") + "'");
            }
            events.add(new Event(at, Verb.read(fields.get("do"), cast), item.line()));
        }
        events.sort(Comparator.comparing(Event::at));
        return events;
    }

    private static List<Expectation> expectations(Written list, Cast cast, Duration run) throws ScenarioException {
        ExpectationReader reader = new ExpectationReader(cast, run);
        List<Expectation> expectations = new ArrayList<>();
        for (Written item : list.items("expect")) {
            expectations.add(reader.read(item));
        }
        if (expectations.isEmpty()) {
            throw list.trouble("expected at least one expectation");
        }
        return expectations;
    }
}
