package org.poolwarden.app.rehearse;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.poolwarden.app.spelling.Nearest;

/**
 * Something that only the simulated world knows for sure.
 *
 * @param pool the pool it is about
 * @param host whom it is about; empty for the whole pool
 */
record WorldQuestion(Kind kind, String pool, Optional<HostName> host) {

    /** What can be asked. */
    enum Kind {
        MASTERS("masters"),
        FOLLOWERS_OF("followers-of"),
        RUNNING_VMS("running-vms"),
        DOUBLE_WRITERS("double-writers");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        boolean isAboutAHost() {
            return this == FOLLOWERS_OF || this == RUNNING_VMS;
        }

        /** VMs are counted, hosts may be named. */
        boolean isAboutVms() {
            return this == RUNNING_VMS || this == DOUBLE_WRITERS;
        }

        private String form() {
            return isAboutAHost() ? word + " HOST" : word;
        }
    }

    /** The questions that {@code masters}, or {@code followers-of beta}, asks: one for each pool it is about. */
    static List<WorldQuestion> read(Written at, Cast cast, Optional<String> pool) throws ScenarioException {
        String[] words = at.word("a question to the world").split("\\s+");
        List<String> known = Arrays.stream(Kind.values()).map(kind -> kind.word).toList();
        int index = known.indexOf(words[0]);
        if (index < 0) {
            throw at.trouble(Nearest.unknown("question to the world", words[0], known));
        }
        Kind kind = Kind.values()[index];
        if (words.length != (kind.isAboutAHost() ? 2 : 1)) {
            throw at.trouble("expected " + kind.form() + ", found '" + String.join(" ", words) + "'");
        }
        if (kind.isAboutAHost()) {
            HostName host = cast.host(words[1], pool, at);
            return List.of(new WorldQuestion(kind, host.pool(), Optional.of(host)));
        }
        return cast.poolNames().stream()
                .filter(name -> pool.isEmpty() || pool.get().equals(name))
                .map(name -> new WorldQuestion(kind, name, Optional.empty()))
                .toList();
    }
}
