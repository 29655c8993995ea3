package org.poolwarden.failover;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.HowLost;
import org.poolwarden.schema.Testimony;

/**
 * A pool's view at one instant, asked in the words of the rules.
 *
 * @param now by the broker's append time
 * @param cause what made us look: topic-partition@offset of a record, or tick
 */
record PoolFacts(PoolView pool, Tolerance tolerance, Instant now, String cause) {

    /** The configured name of the pool; empty text before anything was heard of it. */
    String poolName() {
        return pool.allSightings()
                .map(v -> v.last().heartbeat().getPool())
                .findFirst()
                .orElse("");
    }

    List<ObserverView> live() {
        return pool.live(now, tolerance);
    }

    /** Names of observers that by their own last word reach nothing. */
    List<String> cutOffObservers() {
        return pool.observers().values().stream()
                .filter(ObserverView::isCutOff)
                .map(ObserverView::name)
                .toList();
    }

    /** Whether no interviews arrive, for longer than a live observer needs for a round. */
    boolean isUnwatched() {
        return live().isEmpty() && pool.listeningSince().plus(tolerance.live()).isBefore(now);
    }

    boolean isCaughtUp() {
        return !live().isEmpty() && live().stream().allMatch(ObserverView::isCaughtUp);
    }

    /** Live observers that reach any host of the pool: only they can miss one. */
    List<ObserverView> reachers() {
        return live().stream().filter(ObserverView::reachesAnyHost).toList();
    }

    /** A host as each live observer sees it. */
    Stream<HostView> sightings(String address) {
        return live().stream().flatMap(o -> o.host(address).stream());
    }

    boolean answersAsMaster(String address) {
        return sightings(address).anyMatch(v -> v.answers(Answer.MASTER));
    }

    String observerNames() {
        return String.join(", ", live().stream().map(ObserverView::name).toList());
    }

    /** Hosts that answer some live observer, as each sees them. */
    Stream<HostView> answering() {
        return live().stream().flatMap(o -> o.hosts().values().stream()).filter(HostView::answers);
    }

    Optional<String> master() {
        return pool.standing().master();
    }

    String name(String address) {
        return pool.nameOf(address);
    }

    /** Whether every live observer that reaches any host has missed this one in two rounds in a row. */
    boolean isMissedTwice(String address) {
        List<ObserverView> reachers = reachers();
        return !reachers.isEmpty()
                && reachers.stream()
                        .allMatch(o -> o.host(address).map(v -> v.misses() >= 2).orElse(false));
    }

    boolean isMissedTwiceBySome(String address) {
        return reachers().stream()
                .anyMatch(o -> o.host(address).map(v -> v.misses() >= 2).orElse(false));
    }

    /** When the present row of misses of a host began, by the first observer that missed it. */
    Optional<Instant> missedSince(String address) {
        return sightings(address).flatMap(v -> v.since().missed().stream()).min(Instant::compareTo);
    }

    /** Since when a host has completed TLS and closed, to every observer that gets an answer. */
    Optional<Instant> closedSince(String address) {
        boolean closed = sightings(address).filter(HostView::answers).allMatch(v -> v.answers(Answer.TOOLSTACK_CLOSED));
        return closed
                ? sightings(address).flatMap(v -> v.since().closed().stream()).min(Instant::compareTo)
                : Optional.empty();
    }

    List<String> testifyingLost(String master) {
        Stream<String> byCall = pool.testifying(Testimony.LOST, master, now, tolerance.fresh());
        Stream<String> byEmergency =
                pool.addresses().stream().filter(slave -> !slave.equals(master)).filter(this::isStuckInEmergency);
        return Stream.concat(byCall, byEmergency).distinct().sorted().toList();
    }

    List<String> testifyingConnected(String master) {
        return pool.testifying(Testimony.CONNECTED, master, now, tolerance.fresh())
                .toList();
    }

    /** Emergency mode for long enough, without a break, with an error that speaks of the master. */
    private boolean isStuckInEmergency(String slave) {
        return sightings(slave)
                .filter(v -> PoolView.isWithin(v.last().at(), now, tolerance.fresh()))
                .flatMap(v -> v.since().emergency().stream())
                .anyMatch(since -> !since.plus(tolerance.emergencyHold()).isAfter(now));
    }

    HowLost how(String address) {
        if (pool.isOff(address)) {
            return HowLost.POWERED_OFF;
        }
        boolean hung = sightings(address).anyMatch(v -> v.answers(Answer.SILENT));
        return hung ? HowLost.HUNG : HowLost.UNREACHABLE;
    }

    /** A claimant in words: its name, since when it claims and who follows it. */
    String claim(String master) {
        String since = sightings(master)
                .flatMap(v -> v.since().master().stream())
                .min(Instant::compareTo)
                .map(Instant::toString)
                .orElse("now");
        List<String> followers = pool.allSightings()
                .filter(v -> v.last().heartbeat().getMasterAddress().equals(Optional.of(master)))
                .map(HostView::address)
                .distinct()
                .toList();
        return name(master) + " (since " + since + ", followed by "
                + (followers.isEmpty() ? "nobody" : pool.namesOf(followers)) + ")";
    }
}
