package org.poolwarden.failover;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.poolwarden.failover.HostView.Reading;
import org.poolwarden.failover.HostView.Told;
import org.poolwarden.failover.Membership.MemberId;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.HowLost;
import org.poolwarden.schema.Power;
import org.poolwarden.schema.Testimony;

/**
 * A pool's view at one instant, asked in the words of the rules.
 *
 * @param now by the broker's append time
 * @param cause what made us look: topic-partition@offset of a record, or tick after such a record
 * @param live the observers whose word counts; nearly every rule begins with them
 */
record PoolFacts(PoolView pool, Tolerance tolerance, Instant now, String cause, List<ObserverView> live) {

    /** How the cause of a judgement begins that no record caused. */
    static final String TICK = "tick";

    static PoolFacts of(PoolView pool, Tolerance tolerance, Instant now, String cause) {
        return new PoolFacts(pool, tolerance, now, cause, pool.live(now, tolerance));
    }

    /** The configured name of the pool; empty text before anything was heard of it. */
    String poolName() {
        return pool.allSightings()
                .map(v -> v.last().heartbeat().getPool())
                .findFirst()
                .orElse("");
    }

    /** Whether time alone made us look. */
    boolean isTick() {
        return cause.startsWith(TICK);
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
        return !live().isEmpty() && live().stream().allMatch(observer -> observer.isCaughtUp(pool.listeningSince()));
    }

    /** Live observers that reach any host of the pool: only they can miss one. */
    List<ObserverView> reachers() {
        return live().stream().filter(this::reachesThePool).toList();
    }

    private boolean reachesThePool(ObserverView observer) {
        return observer.asked().filter(HostView::answers).anyMatch(view -> !Strangers.isOne(view, pool));
    }

    /** A host as each live observer sees it. */
    Stream<HostView> sightings(String address) {
        return live().stream().flatMap(o -> o.host(address).filter(o::asks).stream());
    }

    /** Every host of the pool as each live observer sees it. */
    Stream<HostView> sightings() {
        return interviewed().filter(view -> !Strangers.isOne(view, pool));
    }

    /** Every host that is interviewed with the pool, as each live observer sees it. */
    Stream<HostView> interviewed() {
        return live().stream().flatMap(ObserverView::asked);
    }

    /** The members; while nobody has told them, every host that is interviewed. */
    List<MemberId> members() {
        Membership known = pool.standing().membership();
        return known.isKnown()
                ? known.members()
                : pool.addresses().stream()
                        .map(address -> new MemberId("", name(address), address, "", true))
                        .toList();
    }

    /** A host's address, by its address, name or uuid; as given when nobody is called so. */
    String address(String host) {
        return pool.standing()
                .membership()
                .called(host)
                .map(MemberId::address)
                .or(() -> pool.allSightings()
                        .filter(v -> v.last().heartbeat().getHost().equals(host))
                        .map(HostView::address)
                        .findFirst())
                .orElse(host);
    }

    Optional<String> uuid(String address) {
        return pool.standing().member(address).map(MemberId::uuid);
    }

    /** Whether a host's last word, to some live observer, names {@code master} as its master. */
    boolean follows(String host, String master) {
        return sightings(host)
                .anyMatch(v -> v.last().heartbeat().getMasterAddress().equals(Optional.of(master)));
    }

    /** Whether a member points elsewhere than to {@code master}: it names another, or waits for one in emergency mode. */
    boolean isAstray(String host, String master) {
        return pool.standing().member(host).isPresent()
                && !follows(host, master)
                && sightings(host).anyMatch(v -> v.answers(Answer.SLAVE) || isStuck(v));
    }

    /** Whether a host is in emergency mode for long enough, without a break, with an error that speaks of its master. */
    boolean isStuck(HostView view) {
        return view.since()
                .masterless()
                .filter(since -> !since.plus(tolerance.emergencyHold()).isAfter(now))
                .isPresent();
    }

    /** Addresses of the hosts that name {@code master}, ordered. */
    List<String> followersOf(String master) {
        return sightings()
                .filter(v -> v.last().heartbeat().getMasterAddress().equals(Optional.of(master)))
                .map(HostView::address)
                .distinct()
                .sorted()
                .toList();
    }

    /** Whether more than half of the last undisputed membership follow it and have not lost it, itself counted. */
    boolean isFollowedByMost(String master) {
        List<String> members = pool.standing().membership().addresses();
        List<String> lost = testifyingLost(master);
        long following = followersOf(master).stream()
                .filter(members::contains)
                .filter(follower -> !lost.contains(follower))
                .count();
        return members.contains(master) && (following + 1) * 2 > members.size();
    }

    /** Whether the master is undisputed at this moment, and answers as master. */
    boolean isRuled() {
        return master().filter(this::answersAsMaster).isPresent()
                && Mastery.undisputed(pool, now, tolerance).equals(master());
    }

    /** Whether a host is the undisputed master and says so, or follows it. */
    boolean isInItsPlace(String address) {
        return master().map(m -> m.equals(address) ? answersAsMaster(m) : follows(address, m))
                .orElse(false);
    }

    /** Whether a host is in its place and has not lost its master. */
    boolean isSettled(String address) {
        return isInItsPlace(address)
                && master().filter(m -> !testifyingLost(m).contains(address)).isPresent();
    }

    /** Whether a host's last interview shows that it lives: TCP accepted, or power on. */
    boolean showsLife(String address) {
        return sightings(address).anyMatch(v -> v.last().isSignOfLife());
    }

    /** The last snapshot that a host told while it answers as master. */
    Optional<Told> snapshot(String master) {
        return PoolView.latest(sightings(master).flatMap(v -> v.told().stream()), Told::at);
    }

    /** Which VMs do I/O on a host by its own word, in its last interview; empty when it did not say. */
    Optional<List<String>> activeVms(String host) {
        return sightings(host)
                .filter(v -> isFresh(v.last().at()))
                .flatMap(v -> v.last().heartbeat().getActiveVms().stream())
                .findFirst();
    }

    boolean answersAsMaster(String address) {
        return sightings(address).anyMatch(v -> v.answers(Answer.MASTER));
    }

    /** Names of the live observers whom a host answers. */
    List<String> observersHearing(String address) {
        return live().stream()
                .filter(observer ->
                        observer.host(address).filter(HostView::answers).isPresent())
                .map(ObserverView::name)
                .toList();
    }

    /** Whether nobody asks for a host any more, and no member is called so. */
    boolean hasLeft(String address) {
        return sightings(address).findAny().isEmpty()
                && pool.standing().member(address).isEmpty();
    }

    String observerNames() {
        return String.join(", ", live().stream().map(ObserverView::name).toList());
    }

    /** Hosts that answer some live observer, as each sees them. */
    Stream<HostView> answering() {
        return sightings().filter(HostView::answers);
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
        return !reachers.isEmpty() && reachers.stream().allMatch(observer -> hasMissedTwice(observer, address));
    }

    boolean isMissedTwiceBySome(String address) {
        return reachers().stream().anyMatch(observer -> hasMissedTwice(observer, address));
    }

    private static boolean hasMissedTwice(ObserverView observer, String address) {
        return observer.host(address)
                .filter(observer::asks)
                .filter(view -> view.misses() >= 2)
                .isPresent();
    }

    /** When the present row of misses of a host began, by the first observer that missed it. */
    Optional<Instant> missedSince(String address) {
        return sightings(address).flatMap(v -> v.since().missed().stream()).min(Instant::compareTo);
    }

    List<String> testifyingLost(String master) {
        return new Testimonies(this, master).lost();
    }

    List<String> testifyingConnected(String master) {
        return new Testimonies(this, master).connected();
    }

    /** Whether any slave reaches any master, whoever that is. */
    boolean isAnyConnected() {
        return sightings()
                .flatMap(view -> view.testified().stream())
                .anyMatch(word -> word.testimony() == Testimony.CONNECTED && isFresh(word.at()));
    }

    /** Whether what was said at {@code at} still counts: it is younger than 2H. */
    boolean isFresh(Instant at) {
        return at.plus(tolerance.fresh()).isAfter(now);
    }

    HowLost how(String address) {
        if (isOff(address)) {
            return HowLost.POWERED_OFF;
        }
        boolean hung = sightings(address).anyMatch(v -> v.answers(Answer.SILENT));
        return hung ? HowLost.HUNG : HowLost.UNREACHABLE;
    }

    Optional<Reading> power(String address) {
        return pool.power(address, tolerance.powerProof());
    }

    /** Whether the latest power reading of a host is OFF, and nobody has seen it live since. */
    boolean isOff(String address) {
        Optional<Instant> life = pool.lastLife(address);
        return power(address)
                .filter(reading -> reading.power() == Power.OFF)
                .filter(reading -> life.map(reading.at()::isAfter).orElse(true))
                .isPresent();
    }

    /** Since when a host claims to be master without a break, to the first who saw it. */
    Instant claimsSince(String master) {
        return sightings(master)
                .flatMap(v -> v.since().master().stream())
                .min(Instant::compareTo)
                .orElse(now);
    }
}
