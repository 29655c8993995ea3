package org.poolwarden.failover;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.poolwarden.schema.HostHeartbeat;

/**
 * What one observer has said of one pool since this processor listens.
 *
 * @param hosts ordered by address
 * @param round the round whose heartbeats are arriving
 * @param finishedRounds how many rounds it has finished since this processor listens
 * @param finishedAt when the last of them was finished, by the broker's append time; empty before the first
 * @param finishedBefore when the one before that was finished; empty before the second
 */
public record ObserverView(
        String name,
        List<HostView> hosts,
        Arriving round,
        int finishedRounds,
        Optional<Instant> finishedAt,
        Optional<Instant> finishedBefore) {

    /**
     * A round under way.
     *
     * @param id its place in the order of the observer's rounds
     * @param heard how many of its heartbeats have arrived
     * @param surroundings what the observer said with them of witnesses and other pools
     */
    public record Arriving(RoundId id, int heard, Surroundings surroundings) {

        static final Arriving NONE = new Arriving(new RoundId(0, 0), 0, new Surroundings(false, false, false));

        Arriving with(HostHeartbeat heartbeat) {
            RoundId arriving = RoundId.of(heartbeat);
            int order = arriving.compareTo(id);
            if (order < 0) {
                return this;
            }
            return new Arriving(arriving, order > 0 ? 1 : heard + 1, Surroundings.of(heartbeat));
        }

        boolean isFinishedBy(HostHeartbeat heartbeat) {
            return heard == heartbeat.getHostsInRound() && RoundId.of(heartbeat).equals(id);
        }
    }

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

    /**
     * Whether the observer has witnesses, has any others to ask, and reaches any of them. Hosts of other pools are asked
     * for only where it has no witnesses: they are no substitute for those.
     */
    public record Surroundings(boolean hasWitnesses, boolean hasOthers, boolean reachesOthers) {

        static Surroundings of(HostHeartbeat heartbeat) {
            boolean hasWitnesses = heartbeat.getWitnessesAsked() > 0;
            return new Surroundings(
                    hasWitnesses,
                    hasWitnesses || heartbeat.getOtherHostsAsked() > 0,
                    hasWitnesses ? heartbeat.getWitnessesReached() > 0 : heartbeat.getOtherHostsAnswering() > 0);
        }
    }

    public ObserverView {
        hosts = List.copyOf(hosts);
    }

    static ObserverView named(String name) {
        return new ObserverView(name, List.of(), Arriving.NONE, 0, Optional.empty(), Optional.empty());
    }

    /** This view after {@code sighting}; the same view if a later one of that host is already known. */
    ObserverView with(Sighting sighting) {
        int place = place(sighting.address());
        HostView known = place < 0 ? null : hosts.get(place);
        HostView next = known == null ? HostView.of(sighting) : known.with(sighting);
        if (next == known) {
            return this;
        }
        Arriving arriving = round.with(sighting.heartbeat());
        boolean finished = arriving != round && arriving.isFinishedBy(sighting.heartbeat());
        return new ObserverView(
                name,
                with(next, place),
                arriving,
                finished ? finishedRounds + 1 : finishedRounds,
                finished ? Optional.of(sighting.at()) : finishedAt,
                finished ? finishedAt : finishedBefore);
    }

    Optional<HostView> host(String address) {
        int place = place(address);
        return place < 0 ? Optional.empty() : Optional.of(hosts.get(place));
    }

    /** The hosts that it still asks. One that it has not spoken of in three rounds has left the pool. */
    Stream<HostView> asked() {
        return hosts.stream().filter(this::asks);
    }

    boolean asks(HostView host) {
        RoundId spoken = RoundId.of(host.last().heartbeat());
        long since = spoken.incarnation() == round.id().incarnation() ? spoken.number() : 0;
        return round.id().number() - since < 3;
    }

    Optional<HostHeartbeat> lastHeartbeat() {
        return asked().map(host -> host.last().heartbeat()).max(Comparator.comparing(RoundId::of));
    }

    /** Whether its word counts: it has finished a round lately, and is not cut off itself. */
    boolean isLive(Instant now, Tolerance tolerance) {
        return finishedAt.isPresent()
                && !finishedAt.get().plus(tolerance.live()).isBefore(now)
                && !isCutOff();
    }

    /**
     * Whether, by its own last word, the trouble is its own: it reaches none of its witnesses or, where it has none, no
     * host of any pool.
     */
    boolean isCutOff() {
        Surroundings around = round.surroundings();
        return around.hasOthers() && !around.reachesOthers() && (around.hasWitnesses() || !reachesAnyHost());
    }

    /** Whether it has finished the two rounds without which nothing is trusted, after {@code since}. */
    boolean isCaughtUp(Instant since) {
        return finishedBefore.map(at -> !at.isBefore(since)).orElse(false);
    }

    boolean reachesAnyHost() {
        return asked().anyMatch(HostView::answers);
    }

    private List<HostView> with(HostView next, int place) {
        List<HostView> copy = new ArrayList<>(hosts);
        if (place < 0) {
            copy.add(-place - 1, next);
        } else {
            copy.set(place, next);
        }
        return copy;
    }

    /** Where a host stands; before where it would stand, as a negative number, when it is not there. */
    private int place(String address) {
        int low = 0;
        int high = hosts.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = hosts.get(middle).address().compareTo(address);
            if (order == 0) {
                return middle;
            }
            low = order < 0 ? middle + 1 : low;
            high = order < 0 ? high : middle - 1;
        }
        return -low - 1;
    }
}
