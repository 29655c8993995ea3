package org.poolwarden.app.rehearse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.poolwarden.app.rehearse.Shows.Wanted;
import org.poolwarden.app.rehearse.WorldQuestion.Kind;

/** Reads an expectation of the form {@code world}. */
final class WorldReader {

    private final Cast cast;

    WorldReader(Cast cast) {
        this.cast = cast;
    }

    /**
     * @param subject the question
     * @param expected under {@code is} or {@code count}: a number, or a list of hosts
     */
    WorldExpectation read(Asked asked, Written subject, Written expected) throws ScenarioException {
        List<WorldQuestion> questions = WorldQuestion.read(subject, cast, asked.pool());
        Kind kind = questions.get(0).kind();
        if (!expected.isList()) {
            String what = kind.isAboutVms() ? "a number of VMs" : "a number or a list of hosts";
            long number = expected.number(what);
            return kind == Kind.DOUBLE_WRITERS
                    ? new DoubleWrites(asked, questions, number)
                    : new Shows(
                            asked,
                            questions.stream()
                                    .map(question -> Wanted.count(question, number))
                                    .toList());
        }
        if (kind.isAboutVms()) {
            throw expected.trouble("expected a number of VMs, found a list");
        }
        return new Shows(asked, named(questions, hosts(expected, poolOf(questions, asked))));
    }

    private static Optional<String> poolOf(List<WorldQuestion> questions, Asked asked) {
        return asked.pool().or(() -> questions.get(0).host().map(HostName::pool));
    }

    private List<HostName> hosts(Written list, Optional<String> pool) throws ScenarioException {
        List<HostName> hosts = new ArrayList<>();
        for (Written name : list.items("hosts")) {
            hosts.add(cast.host(name.word("a host"), pool, name));
        }
        return hosts;
    }

    /** Each pool is expected to show those of the hosts that are its own. */
    private static List<Wanted> named(List<WorldQuestion> questions, List<HostName> hosts) {
        return questions.stream()
                .map(question -> Wanted.names(
                        question,
                        hosts.stream()
                                .filter(host -> host.pool().equals(question.pool()))
                                .map(HostName::host)
                                .toList()))
                .toList();
    }
}
