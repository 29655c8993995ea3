package org.poolwarden.failover;

import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.poolwarden.schema.HostHeartbeat;

/**
 * What one observer has said of one pool since this processor listens.
 *
 * @param hosts by address
 * @param round the round whose heartbeats are arriving
 * @param heard how many heartbeats of that round have arrived
 * @param finishedRounds how many rounds it has finished since this processor listens
 * @param finishedAt when the last of them was finished, by the broker's append time; empty before the first
 * @param finishedBefore when the one before that was finished; empty before the second
 */
public record ObserverView(
        String name,
        SortedMap<String, HostView> hosts,
        RoundId round,
        int heard,
        int finishedRounds,
        Optional<Instant> finishedAt,
        Optional<Instant> finishedBefore) {

    /** A round's place in the order of an observer's rounds. */
    public record RoundId(long incarnation, long number) implements Comparable<RoundId> {

        static RoundId of(HostHeartbeat heartbeat) {
            return new RoundId(heartbeat.getIncarnation(), heartbeat.getRound());
        }

        @Override
        public int compareTo(RoundId other) {
            int byIncarnation = Long.compare(incarnation, other.incarnation);
            return byIncarnation != 0 ? byIncarnation : Long.compare(number, other.number);
        }
    }

    public ObserverView {
        hosts = Collections.unmodifiableSortedMap(new TreeMap<>(hosts));
    }

    static ObserverView named(String name) {
        return new ObserverView(name, new TreeMap<>(), new RoundId(0, 0), 0, 0, Optional.empty(), Optional.empty());
    }

    /** This view after {@code sighting}; the same view if a later one of that host is already known. */
    ObserverView with(Sighting sighting) {
        HostView known = hosts.get(sighting.address());
        HostView next = known == null ? HostView.of(sighting) : known.with(sighting);
        if (next == known) {
            return this;
        }
        RoundId arriving = RoundId.of(sighting.heartbeat());
        int order = arriving.compareTo(round);
        int count = order > 0 ? 1 : order == 0 ? heard + 1 : heard;
        boolean finished = order >= 0 && count == sighting.heartbeat().getHostsInRound();
        return new ObserverView(
                name,
                plus(sighting.address(), next),
                order > 0 ? arriving : round,
                count,
                finished ? finishedRounds + 1 : finishedRounds,
                finished ? Optional.of(sighting.at()) : finishedAt,
                finished ? finishedAt : finishedBefore);
    }

    Optional<HostView> host(String address) {
        return Optional.ofNullable(hosts.get(address));
    }

    /** Whether its word counts: it has finished a round lately, and is not cut off itself. */
    boolean isLive(Instant now, Tolerance tolerance) {
        boolean hasSpoken =
                finishedAt.map(at -> !at.plus(tolerance.live()).isBefore(now)).orElse(false);
        return hasSpoken && !isCutOff();
    }

    /**
     * Whether, by its own last word, the trouble is its own: it reaches none of its witnesses and no host of another
     * pool. Without witnesses, the hosts of this pool are its witnesses too.
     */
    boolean isCutOff() {
        return hosts.values().stream()
                .map(view -> view.last().heartbeat())
                .max(Comparator.comparing(RoundId::of))
                .map(this::isCutOff)
                .orElse(false);
    }

    private boolean isCutOff(HostHeartbeat latest) {
        boolean hasOthers = latest.getWitnessesAsked() + latest.getOtherHostsAsked() > 0;
        boolean reachesOthers = latest.getWitnessesReached() + latest.getOtherHostsAnswering() > 0;
        return hasOthers && !reachesOthers && (latest.getWitnessesAsked() > 0 || !reachesAnyHost());
    }

    /** Whether it has finished the two rounds without which nothing is trusted, after {@code since}. */
    boolean isCaughtUp(Instant since) {
        return finishedBefore.map(at -> !at.isBefore(since)).orElse(false);
    }

    boolean reachesAnyHost() {
        return hosts.values().stream().anyMatch(HostView::answers);
    }

    private SortedMap<String, HostView> plus(String address, HostView next) {
        SortedMap<String, HostView> copy = new TreeMap<>(hosts);
        copy.put(address, next);
        return copy;
    }
}
