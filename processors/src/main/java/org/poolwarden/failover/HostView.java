package org.poolwarden.failover;

import java.time.Instant;
import java.util.Optional;
import org.poolwarden.failover.ObserverView.Surroundings;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.HostHeartbeat;
import org.poolwarden.schema.PoolSnapshot;
import org.poolwarden.schema.Power;
import org.poolwarden.schema.Testimony;

/**
 * What one observer knows of one host: its last heartbeat, and since when it has said the same.
 *
 * @param misses how many rounds in a row the host was missed; 0 when it answered
 * @param masterStreak how many rounds in a row it answered as master
 * @param since when each unbroken state began
 * @param testified the last word of the host about its path to its master, which later silence does not unsay
 * @param power the latest power reading
 * @param told the last snapshot of its database, while it answers as master without a break
 */
public record HostView(
        Sighting last,
        int misses,
        int masterStreak,
        Since since,
        Optional<Word> testified,
        Optional<Reading> power,
        Optional<Told> told) {

    /** Clocks that are told in whole seconds jitter by as much. */
    private static final long NEAR_MS = 2000;

    /**
     * When unbroken states began, and the last moments of others; in the broker's time.
     *
     * @param answering first answer after the last miss
     * @param missed first miss of the present row
     * @param closed first EOF after TLS of the last row of them, which may be over
     * @param emergency first word of emergency mode, by answer or flag, of the present row
     * @param masterless first emergency answer, of the kind that speaks of the master, of the present row
     * @param lost first word LOST of the present row
     * @param following first answer that names the present master of it
     * @param master first answer as master of the present row
     * @param lastAnswer last answer of any kind
     * @param lastMaster last answer as master
     * @param lastLife last sign of life
     */
    public record Since(
            Optional<Instant> answering,
            Optional<Instant> missed,
            Optional<Instant> closed,
            Optional<Instant> emergency,
            Optional<Instant> masterless,
            Optional<Instant> lost,
            Optional<Instant> following,
            Optional<Instant> master,
            Optional<Instant> lastAnswer,
            Optional<Instant> lastMaster,
            Optional<Instant> lastLife) {

        static final Since NEVER = new Since(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());

        Since after(Sighting last, Sighting next) {
            boolean sameMaster = masterOf(next).equals(masterOf(last));
            boolean closes = next.answer() == Answer.TOOLSTACK_CLOSED;
            boolean closesAnew = closes && (closed.isEmpty() || last.answer() != Answer.TOOLSTACK_CLOSED);
            Instant at = next.at();
            boolean miss = next.isMiss();
            boolean master = next.answer() == Answer.MASTER;
            return new Since(
                    held(!miss, answering, at),
                    held(miss, missed, at),
                    closesAnew ? Optional.of(at) : closed,
                    held(next.showsEmergency(), emergency, at),
                    held(next.missesItsMaster(), masterless, at),
                    held(next.testimony() == Testimony.LOST, lost, at),
                    held(next.answer() == Answer.SLAVE, sameMaster ? following : Optional.empty(), at),
                    held(master, this.master, at),
                    miss ? lastAnswer : Optional.of(at),
                    master ? Optional.of(at) : lastMaster,
                    next.isSignOfLife() ? Optional.of(at) : lastLife);
        }

        private static Optional<Instant> held(boolean holds, Optional<Instant> began, Instant at) {
            return holds ? Optional.of(began.orElse(at)) : Optional.empty();
        }
    }

    /** What a slave said of its path to {@code master}: CONNECTED or LOST. */
    public record Word(Testimony testimony, String master, Instant at) {}

    /** What the BMC said. */
    public record Reading(Power power, Instant at) {}

    /** A heartbeat in which a master told of its pool. */
    public record Told(Sighting sighting) {

        PoolSnapshot snapshot() {
            return sighting.heartbeat().getSnapshot().orElseThrow();
        }

        /** By the broker's append time. */
        Instant at() {
            return sighting.at();
        }
    }

    static HostView of(Sighting first) {
        HostView unseen = new HostView(first, 0, 0, Since.NEVER, Optional.empty(), Optional.empty(), Optional.empty());
        return unseen.next(first);
    }

    /** This view after {@code sighting}; the same view if a later one is already known. */
    HostView with(Sighting sighting) {
        return sighting.isNewerThan(last) ? next(sighting) : this;
    }

    /**
     * Whether {@code next} tells nothing that this view has not told before: the same answer, role, faith and power,
     * no snapshot, and nothing that counts by how long it lasts. A calm pool need not be judged for it.
     */
    boolean isConfirmedBy(Sighting next) {
        HostHeartbeat before = last.heartbeat();
        HostHeartbeat after = next.heartbeat();
        return next.isNewerThan(last)
                && masterStreak != 1
                && before.getAnswer() == after.getAnswer()
                && before.getMasterAddress().equals(after.getMasterAddress())
                && before.getEmergency().equals(after.getEmergency())
                && before.getPower() == after.getPower()
                && before.getPoolUuid().equals(after.getPoolUuid())
                && before.getHostsInRound() == after.getHostsInRound()
                && Surroundings.of(before).equals(Surroundings.of(after))
                && after.getTestimony() != Testimony.LOST
                && !next.showsEmergency()
                && after.getSnapshot().isEmpty()
                && isNear(before.getClockOffsetMs(), after.getClockOffsetMs());
    }

    private static boolean isNear(Optional<Long> some, Optional<Long> other) {
        return some.isPresent() == other.isPresent() && Math.abs(some.orElse(0L) - other.orElse(0L)) < NEAR_MS;
    }

    private HostView next(Sighting sighting) {
        return new HostView(
                sighting,
                sighting.isMiss() ? misses + 1 : 0,
                sighting.answer() == Answer.MASTER ? masterStreak + 1 : 0,
                since.after(last, sighting),
                word(sighting).or(() -> testified),
                reading(sighting).or(() -> power),
                sighting.answer() == Answer.MASTER ? told(sighting).or(() -> told) : Optional.empty());
    }

    private static Optional<Told> told(Sighting sighting) {
        return sighting.heartbeat().getSnapshot().map(snapshot -> new Told(sighting));
    }

    private static Optional<Word> word(Sighting sighting) {
        return switch (sighting.testimony()) {
            case CONNECTED, LOST -> sighting.heartbeat()
                    .getMasterAddress()
                    .map(master -> new Word(sighting.testimony(), master, sighting.at()));
            case ABSENT, UNSPECIFIED -> Optional.empty();
        };
    }

    private static Optional<Reading> reading(Sighting sighting) {
        return switch (sighting.heartbeat().getPower()) {
            case ON, OFF, UNKNOWN -> Optional.of(
                    new Reading(sighting.heartbeat().getPower(), sighting.powerReadAt()));
            case NOT_READ, UNSPECIFIED -> Optional.empty();
        };
    }

    private static Optional<String> masterOf(Sighting sighting) {
        return sighting.heartbeat().getMasterAddress();
    }

    String address() {
        return last.address();
    }

    /** The uuid of the pool it claims to rule; empty unless it answers as master and has told. */
    Optional<String> poolUuid() {
        return last.heartbeat()
                .getPoolUuid()
                .or(() -> told.map(word -> word.snapshot().getPoolUuid()));
    }

    boolean answers() {
        return misses == 0;
    }

    boolean answers(Answer answer) {
        return last.answer() == answer;
    }
}
