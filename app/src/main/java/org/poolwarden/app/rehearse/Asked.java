package org.poolwarden.app.rehearse;

import java.util.Optional;
import org.poolwarden.app.timeline.Note;

/**
 * What all expectations have in common.
 *
 * @param words as it stands in the file
 * @param host whom it is about; empty for anybody
 * @param pool which pool it is about; empty for some or all, as the expectation says
 */
record Asked(String words, int line, Optional<String> pool, Optional<HostName> host, Span span) {
    boolean isAbout(Note note) {
        return pool.map(note.pool()::equals).orElse(true)
                && host.map(name ->
                                note.pool().equals(name.pool()) && note.hosts().contains(name.host()))
                        .orElse(true);
    }

    Asked within(Optional<String> onePool) {
        return new Asked(words, line, onePool, host, span);
    }

    boolean isAbout(String poolName) {
        return pool.map(poolName::equals).orElse(true);
    }
}
