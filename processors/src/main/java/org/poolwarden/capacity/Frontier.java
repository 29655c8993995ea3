package org.poolwarden.capacity;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far a pool's hosts have told, and so which of its minutes are over. Each pool has its own: no clock of one moves
 * another.
 *
 * @param closed the last closed minute since the epoch
 */
public record Frontier(String pool, long closed, SortedMap<String, HostTime> hosts) {

    /** Rows of 5 s come up to a poll and a transfer late. */
    static final Duration GRACE = Duration.ofSeconds(30);

    /** A clock that is further behind than this holds up nobody: its rows come late, and are counted so. */
    static final Duration PATIENCE = Duration.ofMinutes(5);

    /** An hour: a pool's first record may not be its oldest. */
    private static final long BACK = 60;

    private static final long MINUTE_MS = 60_000;

    /**
     * @param newest end of its newest sample, by its own clock
     * @param heardAt broker's append time of its newest record
     * @param stale whether it was called silent
     */
    public record HostTime(Instant newest, Instant heardAt, boolean stale) {}

    /** What of hosts is known by the processor's own clock, which no store keeps. */
    public interface Ears {
        /** For how long a host has been silent. */
        Duration silence(String host);
    }

    public Frontier {
        hosts = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(hosts));
    }

    /** Of a pool whose first record tells of {@code minute}. */
    public static Frontier at(String pool, long minute) {
        return new Frontier(pool, minute - BACK, new TreeMap<>());
    }

    public boolean isClosed(long minute) {
        return minute <= closed;
    }

    public Frontier heard(String host, Instant t, Instant appended) {
        HostTime before = hosts.get(host);
        HostTime now = before == null
                ? new HostTime(t, appended, false)
                : new HostTime(later(before.newest(), t), later(before.heardAt(), appended), false);
        return now.equals(before) ? this : with(host, now);
    }

    private Frontier with(String host, HostTime time) {
        SortedMap<String, HostTime> all = new TreeMap<>(hosts);
        all.put(host, time);
        return new Frontier(pool, closed, all);
    }

    public Frontier stale(String host) {
        HostTime time = hosts.get(host);
        return with(host, new HostTime(time.newest(), time.heardAt(), true));
    }

    public Frontier without(String host) {
        SortedMap<String, HostTime> all = new TreeMap<>(hosts);
        all.remove(host);
        return new Frontier(pool, closed, all);
    }

    public Frontier closing(long minute) {
        return minute <= closed ? this : new Frontier(pool, minute, hosts);
    }

    /**
     * The last minute that may be closed: every host that still speaks is past it by {@link #GRACE}. When all are
     * silent, what they have told whole; after {@link #PATIENCE} what they have begun, too.
     */
    public OptionalLong closable(Ears ears, Duration silence) {
        Optional<Instant> furthest =
                hosts.values().stream().map(HostTime::newest).max(Instant::compareTo);
        if (furthest.isEmpty()) {
            return OptionalLong.empty();
        }
        Optional<Instant> slowest = hosts.entrySet().stream()
                .filter(host -> ears.silence(host.getKey()).compareTo(silence) < 0)
                .map(host -> host.getValue().newest())
                .filter(newest -> !newest.isBefore(furthest.get().minus(PATIENCE)))
                .min(Instant::compareTo);
        if (slowest.isPresent()) {
            return OptionalLong.of(whole(slowest.get().minus(GRACE)));
        }
        boolean given =
                hosts.keySet().stream().allMatch(host -> ears.silence(host).compareTo(PATIENCE) >= 0);
        return OptionalLong.of(given ? whole(furthest.get()) + 1 : whole(furthest.get()));
    }

    /** How a subject's sources are heard. */
    public ReportWriter.Hearing hearing(Collection<String> sources) {
        Optional<Instant> newest = hosts.entrySet().stream()
                .filter(host -> sources.contains(host.getKey()))
                .map(host -> host.getValue().newest())
                .max(Instant::compareTo);
        Optional<Instant> stale = hosts.entrySet().stream()
                .filter(host ->
                        sources.contains(host.getKey()) && host.getValue().stale())
                .map(host -> host.getValue().heardAt())
                .min(Instant::compareTo);
        return new ReportWriter.Hearing(newest, stale);
    }

    /** The last minute that ends at {@code t} or before. */
    private static long whole(Instant t) {
        return Math.floorDiv(t.toEpochMilli(), MINUTE_MS) - 1;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }
}
