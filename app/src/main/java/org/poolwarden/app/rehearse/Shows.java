package org.poolwarden.app.rehearse;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import org.poolwarden.app.timeline.Stamp;

/** The simulated world shows something throughout the span, in every pool it is asked of. */
record Shows(Asked asked, List<Wanted> wanted) implements WorldExpectation {

    /**
     * What must be seen.
     *
     * @param names sorted; empty where only their number is asked for
     */
    record Wanted(WorldQuestion question, Optional<List<String>> names, long count) {
        static Wanted names(WorldQuestion question, List<String> names) {
            return new Wanted(question, Optional.of(names.stream().sorted().toList()), names.size());
        }

        static Wanted count(WorldQuestion question, long count) {
            return new Wanted(question, Optional.empty(), count);
        }

        boolean isMetBy(Sight sight) {
            return names.map(sight.names()::equals).orElse(count == sight.count());
        }

        String show(Sight sight) {
            return names.isPresent() ? sight.names().toString() : Integer.toString(sight.count());
        }
    }

    Shows {
        wanted = List.copyOf(wanted);
    }

    @Override
    public List<WorldQuestion> questions() {
        return wanted.stream().map(Wanted::question).toList();
    }

    @Override
    public Judgement judge(Play play) {
        for (Wanted want : wanted) {
            NavigableMap<Duration, Sight> seen = play.sights().get(want.question());
            Optional<Map.Entry<Duration, Sight>> against = against(want, seen);
            if (against.isPresent()) {
                String where = play.pools().size() > 1 ? want.question().pool() + ": " : "";
                return Judgement.fail(where + want.show(against.get().getValue()) + " since "
                        + Stamp.of(against.get().getKey()));
            }
        }
        return Judgement.pass("so it is");
    }

    private Optional<Map.Entry<Duration, Sight>> against(Wanted want, NavigableMap<Duration, Sight> seen) {
        Map.Entry<Duration, Sight> first = seen.floorEntry(asked.span().from());
        return seen.tailMap(first.getKey(), true).entrySet().stream()
                .filter(sight ->
                        sight.getKey().equals(first.getKey()) || asked.span().contains(sight.getKey()))
                .filter(sight -> !want.isMetBy(sight.getValue()))
                .findFirst();
    }
}
