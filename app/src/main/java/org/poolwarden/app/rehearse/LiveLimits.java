package org.poolwarden.app.rehearse;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.poolwarden.sim.http.SimFace;

/** What the embedded stack cannot play as it is meant; it says so rather than play something else. */
final class LiveLimits {

    private static final Duration LEAST_HEARTBEAT = Duration.ofMillis(250);

    private static final String REAL_WAY = "nothing lies between a connector's producer and the broker";

    /** Verbs that are refused whatever their words are, and why. */
    private static final Map<Verb, String> REFUSED = Map.of(
            Verb.DUPLICATE,
            REAL_WAY,
            Verb.DELAY,
            REAL_WAY,
            Verb.PROCESSOR,
            "the application of the embedded stack cannot die without a commit");

    private LiveLimits() {}

    /**
     * @throws ScenarioException at the first thing that cannot be played, naming all of them
     */
    static void check(Scenario scenario) throws ScenarioException {
        Map<Event, String> refused = new LinkedHashMap<>();
        for (Event event : scenario.events()) {
            refusal(event.act(), scenario.cast()).ifPresent(why -> refused.put(event, why));
        }
        if (!refused.isEmpty()) {
            throw new ScenarioException(
                    scenario.file(),
                    refused.keySet().stream().mapToInt(Event::line).min().orElseThrow(),
                    "cannot be played live: " + sentence(refused));
        }
        if (scenario.heartbeat().compareTo(LEAST_HEARTBEAT) < 0) {
            throw new ScenarioException(
                    scenario.file(),
                    1,
                    "cannot be played live: the connectors take a heartbeat of 250ms or more, found "
                            + scenario.heartbeat().toMillis() + "ms");
        }
        int hosts = scenario.cast().hosts().size();
        if (hosts > SimFace.MOST_HOSTS) {
            throw new ScenarioException(
                    scenario.file(),
                    1,
                    "cannot be played live: loopback has addresses for " + SimFace.MOST_HOSTS + " hosts, found "
                            + hosts);
        }
    }

    private static String sentence(Map<Event, String> refused) {
        List<String> each = refused.entrySet().stream()
                .map(one ->
                        "'" + one.getKey().act() + "' (line " + one.getKey().line() + "), because " + one.getValue())
                .toList();
        return String.join("; ", each);
    }

    private static Optional<String> refusal(Act act, Cast cast) {
        if (act.verb() == Verb.CLOCK && cast.observers().contains(act.words().get(0))) {
            return Optional.of("observers share the clock of this machine");
        }
        return Optional.ofNullable(REFUSED.get(act.verb()));
    }
}
