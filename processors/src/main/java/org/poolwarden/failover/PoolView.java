package org.poolwarden.failover;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.poolwarden.failover.HostView.Reading;
import org.poolwarden.failover.HostView.Told;
import org.poolwarden.failover.Membership.MemberId;
import org.poolwarden.schema.Power;
import org.poolwarden.schema.Testimony;

/**
 * What is known of one pool: a fold over its heartbeats.
 *
 * <p>Hosts are compared with each other, to the same observer, never with our clock: a view that is judged late, or
 * replayed from the log, reads the same.
 *
 * @param observers by name; lives in memory and is not trusted until it has caught up
 * @param standing what outlives a restart
 * @param listeningSince when this processor began to listen, or was last too late, by its own clock: before that nobody
 *     can have been missed, and no round counts as heard
 */
public record PoolView(SortedMap<String, ObserverView> observers, Standing standing, Instant listeningSince) {

    public PoolView {
        observers = Collections.unmodifiableSortedMap(new TreeMap<>(observers));
    }

    /** A pool of which only the standing is known, as after a restart. */
    public static PoolView of(Standing standing, Instant now) {
        return new PoolView(new TreeMap<>(), standing, now);
    }

    /** This view after {@code sighting}; the same view if that observer has already said something later. */
    public PoolView with(Sighting sighting, Tolerance tolerance) {
        PoolView next = noted(sighting);
        return next == this ? this : next.settled(sighting, tolerance);
    }

    /** This view after a sighting that confirms what is known: nobody's standing changes by it. */
    PoolView noted(Sighting sighting) {
        String name = sighting.heartbeat().getObserver();
        ObserverView known = observers.getOrDefault(name, ObserverView.named(name));
        ObserverView next = known.with(sighting);
        if (next == known) {
            return this;
        }
        SortedMap<String, ObserverView> copy = new TreeMap<>(observers);
        copy.put(name, next);
        return new PoolView(copy, standing, listeningSince);
    }

    boolean isConfirmedBy(Sighting sighting) {
        ObserverView observer = observers.get(sighting.heartbeat().getObserver());
        return observer != null
                && observer.host(sighting.address())
                        .filter(host -> host.isConfirmedBy(sighting))
                        .isPresent();
    }

    /** Until when every observer that is heard stays live if nothing more comes; empty when none is. */
    Optional<Instant> liveUntil(Tolerance tolerance) {
        return observers.values().stream()
                .flatMap(observer -> observer.finishedAt().stream())
                .min(Comparator.naturalOrder())
                .map(at -> at.plus(tolerance.live()));
    }

    /** This view when its processor finds at {@code now} that it lags: what it hears from then on counts. */
    PoolView lagging(Instant now) {
        return new PoolView(observers, standing, now);
    }

    PoolView with(Standing next) {
        return new PoolView(observers, next, listeningSince);
    }

    private PoolView settled(Sighting sighting, Tolerance tolerance) {
        Standing next = Mastery.undisputed(this, sighting.at(), tolerance)
                .map(master -> ruledBy(master, tolerance))
                .orElseGet(this::disputed);
        boolean testified = next.lostTestified() || sighting.testimony() == Testimony.LOST;
        return with(next.withLostTestified(testified).lastAnswered(silentSince(next)));
    }

    /** Kept from the first miss on, since a processor that restarts in an incident has not heard the last answer. */
    private Optional<Instant> silentSince(Standing next) {
        return next.master()
                .filter(master -> sightingsOf(master).noneMatch(HostView::answers))
                .flatMap(master -> next.lastAnswer().or(() -> lastAnswer(master)));
    }

    private Standing ruledBy(String address, Tolerance tolerance) {
        Standing ruled = standing.ruledBy(address, poolUuid(address).orElseThrow());
        return news(address, ruled)
                .map(told -> ruled.told(
                        told.snapshot(),
                        told.at(),
                        host -> host.equals(address)
                                || isAtHome(host, address, told.at().minus(tolerance.toolstackRestart()))))
                .orElse(ruled);
    }

    /** Whether a host has followed {@code master} without a break since {@code then}. */
    private boolean isAtHome(String host, String master, Instant then) {
        return sightingsOf(host)
                .filter(view -> view.last().heartbeat().getMasterAddress().equals(Optional.of(master)))
                .flatMap(view -> view.since().following().stream())
                .anyMatch(since -> !since.isAfter(then));
    }

    /** While nobody is undisputed, the last one who was still says whether HA is on; who the members are is frozen. */
    private Standing disputed() {
        return standing.master()
                .flatMap(master -> news(master, standing))
                .map(told -> standing.armed(told.snapshot().getHaEnabled(), told.at()))
                .orElse(standing);
    }

    /** What a host has told as master later than what {@code known} has of it. */
    private Optional<Told> news(String address, Standing known) {
        return latest(sightingsOf(address).flatMap(view -> view.told().stream()), Told::at)
                .filter(told ->
                        known.ha().map(ha -> ha.at().isBefore(told.at())).orElse(true));
    }

    Stream<HostView> sightingsOf(String address) {
        return observers.values().stream().flatMap(o -> o.host(address).stream());
    }

    Stream<HostView> allSightings() {
        return observers.values().stream().flatMap(o -> o.hosts().stream());
    }

    SortedSet<String> addresses() {
        SortedSet<String> all = new TreeSet<>();
        allSightings().forEach(view -> all.add(view.address()));
        return all;
    }

    List<ObserverView> live(Instant now, Tolerance tolerance) {
        return observers.values().stream().filter(o -> o.isLive(now, tolerance)).toList();
    }

    /** The name people know a host by: its record's, else the configured one, else its address. */
    String nameOf(String address) {
        return sightingsOf(address)
                .map(view -> view.last().heartbeat().getHost())
                .findFirst()
                .or(() -> standing.member(address).map(MemberId::name))
                .orElse(address);
    }

    String namesOf(Collection<String> addresses) {
        return String.join(", ", addresses.stream().map(this::nameOf).toList());
    }

    /**
     * The latest power reading of a host, whoever read it. Who could not read it says nothing against another who could, as
     * long as that word is not older than {@code proof}.
     */
    Optional<Reading> power(String address, Duration proof) {
        List<Reading> readings =
                sightingsOf(address).flatMap(view -> view.power().stream()).toList();
        Optional<Reading> last = latest(readings.stream(), Reading::at);
        return latest(
                        readings.stream()
                                .filter(reading -> reading.power() != Power.UNKNOWN)
                                .filter(reading -> isWithin(
                                        reading.at(), last.orElseThrow().at(), proof)),
                        Reading::at)
                .or(() -> last);
    }

    /** When a host last answered anything to anyone; empty when it never did since this processor listens. */
    Optional<Instant> lastAnswer(String address) {
        return latest(sightingsOf(address).flatMap(v -> v.since().lastAnswer().stream()), at -> at);
    }

    /** When anything was last heard of any host; empty before that. */
    Optional<Instant> lastHeard() {
        return latest(allSightings().map(view -> view.last().at()), at -> at);
    }

    Optional<Instant> lastLife(String address) {
        return latest(sightingsOf(address).flatMap(v -> v.since().lastLife().stream()), at -> at);
    }

    Optional<String> poolUuid(String address) {
        return sightingsOf(address).flatMap(view -> view.poolUuid().stream()).findFirst();
    }

    /** How many rounds the observers have finished since this processor listens, all together. */
    int finishedRounds() {
        return observers.values().stream()
                .mapToInt(ObserverView::finishedRounds)
                .sum();
    }

    /** The same, without a round that a record of {@code now} has finished: what it shows, that round has shown. */
    int roundsBefore(Instant now) {
        boolean isFinishing = observers.values().stream()
                .anyMatch(observer -> observer.finishedAt().equals(Optional.of(now)));
        return finishedRounds() - (isFinishing ? 1 : 0);
    }

    static boolean isWithin(Instant at, Instant now, Duration bound) {
        return !at.plus(bound).isBefore(now);
    }

    static <T> Optional<T> latest(Stream<T> all, Function<T, Instant> at) {
        return all.max(Comparator.comparing(at));
    }
}
