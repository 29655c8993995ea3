package org.poolwarden.app.rehearse;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.poolwarden.app.timeline.Stamp;

/** So many VMs run on two hosts at the same moment, at some moment of the span: what is written twice stays broken. */
record DoubleWrites(Asked asked, List<WorldQuestion> questions, long number) implements WorldExpectation {
    DoubleWrites {
        questions = List.copyOf(questions);
    }

    @Override
    public Judgement judge(Play play) {
        SortedMap<String, Duration> since = new TreeMap<>();
        questions.forEach(question -> collect(question, play.sights().get(question), since));
        String seen = since.isEmpty()
                ? "none"
                : since.size() + ": " + since.keySet() + " since "
                        + Stamp.of(
                                since.values().stream().min(Duration::compareTo).orElseThrow());
        return new Judgement(since.size() == number, seen);
    }

    private void collect(
            WorldQuestion question, NavigableMap<Duration, Sight> seen, SortedMap<String, Duration> since) {
        Map.Entry<Duration, Sight> first = seen.floorEntry(asked.span().from());
        seen.tailMap(first.getKey(), true).forEach((at, sight) -> {
            if (at.equals(first.getKey()) || asked.span().contains(at)) {
                sight.names().forEach(vm -> since.putIfAbsent(question.pool() + "/" + vm, at));
            }
        });
    }
}
