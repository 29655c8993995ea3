package org.poolwarden.app.rehearse;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * One line of a rehearsal's timeline.
 *
 * @param at since the beginning of the run
 * @param hosts names of the hosts it is about; empty when it is about the pool
 * @param what verdict, alert kind, command or answer
 * @param detail the finding's master, the outcome's result, the guard; empty when there is none
 * @param sentence for people
 */
public record Note(
        Duration at, Kind kind, String pool, Set<String> hosts, String what, String detail, String sentence) {
    /** What a timeline consists of. */
    public enum Kind {
        FAULT,
        WORLD,
        ANSWER,
        FINDING,
        ALERT,
        /** An alert that came back within the incident it belongs to. */
        REOPENED,
        RESOLVED,
        WITHHELD,
        COMMAND,
        OUTCOME;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Note {
        hosts = Set.copyOf(hosts);
    }

    boolean is(Kind asked, String word) {
        return kind == asked && what.equals(word);
    }

    /** Shown where an expectation saw something else: {@code PROMOTE beta at 1:12.000}. */
    String brief() {
        String about = hosts.isEmpty() ? "" : " " + String.join(",", new TreeSet<>(hosts));
        String more = detail.isEmpty() ? "" : " (" + detail + ")";
        return what + about + more + " at " + Stamp.of(at);
    }
}
