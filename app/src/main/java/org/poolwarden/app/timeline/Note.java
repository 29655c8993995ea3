package org.poolwarden.app.timeline;

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

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Note {
        hosts = Set.copyOf(hosts);
    }

    public boolean is(Kind asked, String word) {
        return kind == asked && what.equals(word);
    }

    /** Shown where an expectation saw something else: {@code PROMOTE beta at 1:12.000}. */
    public String brief() {
        String about = hosts.isEmpty() ? "" : " " + String.join(",", new TreeSet<>(hosts));
        String more = detail.isEmpty() ? "" : " (" + detail + ")";
        return what + about + more + " at " + Stamp.of(at);
    }

    /** One line for people: time, kind, hosts, what, and why. */
    public String line() {
        String about = hosts.isEmpty() ? "" : String.join(",", new TreeSet<>(hosts)) + " ";
        String more = detail.isEmpty() ? "" : kind == Kind.FINDING ? " (master " + detail + ")" : " " + detail;
        String why = sentence.isEmpty() ? "" : ": " + sentence;
        return String.format(Locale.ROOT, "%10s  %-8s  %s%s%s%s", Stamp.of(at), kind.word(), about, what, more, why);
    }
}
