package org.poolwarden.failover;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.VerdictKind;

/** Whether nothing is missing: one undisputed master, and everyone who answers follows it. */
final class DoubtRule {

    private DoubtRule() {}

    static Verdict judge(PoolFacts facts) {
        List<String> doubts = facts.master()
                .map(master -> doubts(facts, master))
                .orElse(List.of("no host has been undisputed master yet"));
        return doubts.isEmpty() ? settled(facts) : doubtful(facts, doubts);
    }

    private static Verdict settled(PoolFacts facts) {
        String master = facts.master().orElseThrow();
        return Verdict.of(VerdictKind.SETTLED, List.of(), facts.name(master) + " is master and all follow it");
    }

    private static Verdict doubtful(PoolFacts facts, List<String> doubts) {
        Verdict verdict = Verdict.of(VerdictKind.DOUBTFUL, String.join("; ", doubts));
        Optional<Instant> closed = facts.master().flatMap(new Closings(facts)::since);
        return closed.map(since -> verdict.awaiting(
                        "the master's toolstack", since.plus(facts.tolerance().toolstackRestart())))
                .orElseGet(() -> verdict.awaiting(
                        "a second round that says the same",
                        facts.now().plus(facts.tolerance().heartbeat())));
    }

    private static List<String> doubts(PoolFacts facts, String master) {
        List<String> doubts = new ArrayList<>();
        if (!facts.answersAsMaster(master)) {
            doubts.add("master " + facts.name(master) + " does not answer as master");
        }
        if (Mastery.isDisputed(facts.pool(), master, facts.now(), facts.tolerance())) {
            doubts.add("another host is or was taken for the master");
        }
        facts.sightings()
                .filter(v -> !v.address().equals(master))
                .flatMap(v -> doubt(facts, v, master))
                .distinct()
                .forEach(doubts::add);
        facts.testifyingLost(master).forEach(slave -> doubts.add(facts.name(slave) + " has lost its master"));
        return doubts;
    }

    private static Stream<String> doubt(PoolFacts facts, HostView view, String master) {
        String name = facts.name(view.address());
        if (!view.answers()) {
            return Stream.of(name + " is silent");
        }
        boolean followsAnother = view.answers(Answer.SLAVE)
                && !view.last().heartbeat().getMasterAddress().equals(Optional.of(master));
        if (followsAnother) {
            return Stream.of(name + " names another master, "
                    + view.last().heartbeat().getMasterAddress().orElse("none"));
        }
        return switch (view.last().answer()) {
            case EMERGENCY -> Stream.of(name + " is in emergency mode");
            case TOOLSTACK_CLOSED -> Stream.of(name + " restarts its toolstack");
            case OTHER_ERROR -> Stream.of(name + " answers with an error");
            case MASTER -> Stream.of(name + " says it is master");
            case SLAVE, BAD_CREDENTIALS, REFUSED, UNREACHABLE, TLS_FAILED, SILENT, UNSPECIFIED -> Stream.empty();
        };
    }
}
