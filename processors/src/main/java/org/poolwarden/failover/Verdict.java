package org.poolwarden.failover;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.poolwarden.schema.HowLost;
import org.poolwarden.schema.VerdictKind;

/**
 * What the evidence says of a pool at one instant.
 *
 * @param how how hosts were lost; empty unless it is about a lost host
 * @param hosts addresses it is about; empty when it is about the pool
 * @param reason one sentence a person understands
 * @param awaited what must come before another verdict can fall
 * @param since since when it holds without a break, by the broker's append time; empty where that is not known
 */
public record Verdict(
        VerdictKind kind,
        Optional<HowLost> how,
        List<String> hosts,
        String reason,
        Optional<Awaited> awaited,
        Optional<Instant> since) {

    /**
     * What is awaited.
     *
     * @param until by the broker's append time; empty when it has no end
     */
    public record Awaited(String what, Optional<Instant> until) {}

    public Verdict {
        hosts = List.copyOf(hosts);
    }

    static Verdict of(VerdictKind kind, List<String> hosts, String reason) {
        return new Verdict(kind, Optional.empty(), hosts, reason, Optional.empty(), Optional.empty());
    }

    static Verdict of(VerdictKind kind, String reason) {
        return of(kind, List.of(), reason);
    }

    Verdict with(HowLost lost) {
        return new Verdict(kind, Optional.of(lost), hosts, reason, awaited, since);
    }

    Verdict awaiting(String what, Instant until) {
        return new Verdict(kind, how, hosts, reason, Optional.of(new Awaited(what, Optional.of(until))), since);
    }

    Verdict awaiting(String what) {
        return new Verdict(kind, how, hosts, reason, Optional.of(new Awaited(what, Optional.empty())), since);
    }

    Verdict since(Instant began) {
        return new Verdict(kind, how, hosts, reason, awaited, Optional.of(began));
    }

    boolean is(VerdictKind other) {
        return kind == other;
    }

    /** Whether it says the same of the same hosts, whatever the words and however they were lost. */
    boolean isSameAs(Verdict other) {
        return kind == other.kind && hosts.equals(other.hosts);
    }
}
