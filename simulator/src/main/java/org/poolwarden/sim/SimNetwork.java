package org.poolwarden.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;

/**
 * Which packets arrive. A place is an observer's name, {@code pool/host}, {@code bmc:pool/host} or {@code *} for every
 * place.
 *
 * <p>What happened last to a path counts. Who mends the path between two places under a wider fault opens just this
 * one; who mends a place for {@code *} takes back whatever was said of it.
 */
public final class SimNetwork {

    public static final String EVERYWHERE = "*";

    private static final Duration LEAST_LATENCY = Duration.ofMillis(1);
    private static final int LATENCY_SPREAD_MS = 4;

    private enum Trait {
        CUT,
        SLOW,
        LOSSY,
        /** As if none of the others had ever been said of it. */
        SOUND
    }

    /** Packets from one place to another. */
    private record Path(String from, String to) {
        boolean covers(String start, String end) {
            return fits(from, start) && fits(to, end);
        }

        private static boolean fits(String pattern, String place) {
            return pattern.equals(EVERYWHERE) || pattern.equals(place);
        }

        boolean touches(String place) {
            return from.equals(place) || to.equals(place);
        }

        boolean isBetween(String a, String b) {
            return equals(new Path(a, b)) || equals(new Path(b, a));
        }

        Path back() {
            return new Path(to, from);
        }
    }

    /**
     * What holds on a path from the moment at which it was said.
     *
     * @param amount milliseconds of SLOW, percent of LOSSY; 1 of CUT, and 0 while a flapping path is up
     */
    private record Rule(Path path, Trait trait, long amount) {}

    /** A path that goes down and up until it is mended. */
    private static final class Flap {
        private final Path path;
        private SimClock.Cancel next = () -> {};

        private Flap(Path path) {
            this.path = path;
        }
    }

    private final SimClock clock;
    private final Random random;
    private final List<Rule> rules = new ArrayList<>();
    private final List<Flap> flaps = new ArrayList<>();
    private final List<Runnable> listeners = new ArrayList<>();

    SimNetwork(SimClock clock, Random random) {
        this.clock = clock;
        this.random = random;
    }

    /** Loses everything between two places. */
    public void cut(String a, String b) {
        say(new Path(a, b), Trait.CUT, 1);
        say(new Path(b, a), Trait.CUT, 1);
        changed();
    }

    /** Loses what goes from {@code from} to {@code to}; the other way still carries. */
    public void cutOneWay(String from, String to) {
        say(new Path(from, to), Trait.CUT, 1);
        changed();
    }

    /** Everything between two places passes for {@code up} and is lost for {@code down}, and so on until it is mended. */
    public void flap(String a, String b, Duration up, Duration down) {
        if (up.isZero() || down.isZero()) {
            throw new IllegalArgumentException(
                    "a path flaps up and down for more than nothing, was " + up + "/" + down);
        }
        Flap flap = new Flap(new Path(a, b));
        flaps.add(flap);
        flap.next = clock.after(up, () -> turn(flap, true, up, down));
    }

    private void turn(Flap flap, boolean isDown, Duration up, Duration down) {
        say(flap.path, Trait.CUT, isDown ? 1 : 0);
        say(flap.path.back(), Trait.CUT, isDown ? 1 : 0);
        flap.next = clock.after(isDown ? down : up, () -> turn(flap, !isDown, up, down));
        changed();
    }

    /** Mends the path between two places: cuts, slowness, losses and flapping. */
    public void heal(String a, String b) {
        if (a.equals(EVERYWHERE) || b.equals(EVERYWHERE)) {
            healAll(a.equals(EVERYWHERE) ? b : a);
            return;
        }
        forget(path -> path.isBetween(a, b));
        for (Path path : List.of(new Path(a, b), new Path(b, a))) {
            if (rules.stream().anyMatch(rule -> rule.path.covers(path.from, path.to))) {
                say(path, Trait.SOUND, 0);
            }
        }
        changed();
    }

    /** Mends every path that begins or ends at {@code place}, or all of them for {@code *}. */
    public void healAll(String place) {
        forget(path -> place.equals(EVERYWHERE) || path.touches(place));
        changed();
    }

    private void forget(Predicate<Path> mended) {
        rules.removeIf(rule -> mended.test(rule.path));
        flaps.stream().filter(flap -> mended.test(flap.path)).forEach(flap -> flap.next.cancel());
        flaps.removeIf(flap -> mended.test(flap.path));
    }

    /** Adds {@code delay} to every packet between two places. */
    public void slow(String a, String b, Duration delay) {
        say(new Path(a, b), Trait.SLOW, delay.toMillis());
        say(new Path(b, a), Trait.SLOW, delay.toMillis());
        changed();
    }

    /** Loses a share of the calls between two places. */
    public void lossy(String a, String b, int percent) {
        say(new Path(a, b), Trait.LOSSY, percent);
        say(new Path(b, a), Trait.LOSSY, percent);
        changed();
    }

    private void say(Path path, Trait trait, long amount) {
        rules.removeIf(rule -> rule.path.equals(path) && rule.trait == trait);
        rules.add(new Rule(path, trait, amount));
    }

    /** Whether packets from one place arrive at the other. */
    public boolean carries(String from, String to) {
        return amount(from, to, Trait.CUT) == 0;
    }

    /** Whether a new TCP connection succeeds: it needs both ways. */
    public boolean connects(String from, String to) {
        return carries(from, to) && carries(to, from);
    }

    boolean loses(String from, String to) {
        long percent = amount(from, to, Trait.LOSSY);
        return percent > 0 && random.nextInt(100) < percent;
    }

    Duration latency(String from, String to) {
        return LEAST_LATENCY.plusMillis(random.nextInt(LATENCY_SPREAD_MS)).plusMillis(amount(from, to, Trait.SLOW));
    }

    private long amount(String from, String to, Trait trait) {
        Optional<Rule> last = rules.stream()
                .filter(rule -> rule.trait == trait || rule.trait == Trait.SOUND)
                .filter(rule -> rule.path.covers(from, to))
                .reduce((before, after) -> after);
        return last.map(Rule::amount).orElse(0L);
    }

    void onChange(Runnable listener) {
        listeners.add(listener);
    }

    private void changed() {
        List.copyOf(listeners).forEach(Runnable::run);
    }
}
