package org.poolwarden.app.rehearse;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import org.poolwarden.app.timeline.Stamp;

/** The simulated world shows something throughout the span, in every pool it is asked of. */
record Shows(Asked asked, List<WorldQuestion> questions, Sight expected) implements Expectation {
    Shows {
        questions = List.copyOf(questions);
    }

    @Override
    public Judgement judge(Play play) {
        for (WorldQuestion question : questions) {
            NavigableMap<Duration, Sight> seen = play.sights().get(question);
            Optional<Map.Entry<Duration, Sight>> against = against(seen);
            if (against.isPresent()) {
                String where = play.pools().size() > 1 ? question.pool() + ": " : "";
                return Judgement.fail(where + against.get().getValue() + " since "
                        + Stamp.of(against.get().getKey()));
            }
        }
        return Judgement.pass(expected.toString());
    }

    private Optional<Map.Entry<Duration, Sight>> against(NavigableMap<Duration, Sight> seen) {
        Map.Entry<Duration, Sight> first = seen.floorEntry(asked.span().from());
        return seen.tailMap(first.getKey(), true).entrySet().stream()
                .filter(sight -> sight.equals(first) || asked.span().contains(sight.getKey()))
                .filter(sight -> !sight.getValue().fits(expected))
                .findFirst();
    }
}
