package org.poolwarden.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Which packets arrive. A place is an observer's name, {@code pool/host}, {@code bmc:pool/host} or {@code *} for every
 * place.
 */
public final class SimNetwork {

    public static final String EVERYWHERE = "*";

    private record Path(String from, String to) {}

    private static final Duration LEAST_LATENCY = Duration.ofMillis(1);
    private static final int LATENCY_SPREAD_MS = 4;

    private final Set<Path> cut = new HashSet<>();
    private final Map<Path, Duration> slow = new HashMap<>();
    private final Map<Path, Integer> lossyPercent = new HashMap<>();
    private final List<Runnable> listeners = new ArrayList<>();
    private final Random random;

    SimNetwork(Random random) {
        this.random = random;
    }

    /** Loses everything between two places. */
    public void cut(String a, String b) {
        cut.add(new Path(a, b));
        cut.add(new Path(b, a));
        changed();
    }

    /** Loses what goes from {@code from} to {@code to}; the other way still carries. */
    public void cutOneWay(String from, String to) {
        cut.add(new Path(from, to));
        changed();
    }

    /** Mends the path between two places: cuts, slowness and losses. */
    public void heal(String a, String b) {
        forget(path -> path.equals(new Path(a, b)) || path.equals(new Path(b, a)));
    }

    /** Mends every path that begins or ends at {@code place}, or all of them for {@code *}. */
    public void healAll(String place) {
        forget(path -> place.equals(EVERYWHERE) || path.from.equals(place) || path.to.equals(place));
    }

    private void forget(java.util.function.Predicate<Path> healed) {
        cut.removeIf(healed);
        slow.keySet().removeIf(healed);
        lossyPercent.keySet().removeIf(healed);
        changed();
    }

    /** Adds {@code delay} to every packet between two places. */
    public void slow(String a, String b, Duration delay) {
        slow.put(new Path(a, b), delay);
        slow.put(new Path(b, a), delay);
        changed();
    }

    /** Loses a share of the calls between two places. */
    public void lossy(String a, String b, int percent) {
        lossyPercent.put(new Path(a, b), percent);
        lossyPercent.put(new Path(b, a), percent);
        changed();
    }

    /** Whether packets from one place arrive at the other. */
    public boolean carries(String from, String to) {
        return patterns(from, to).stream().noneMatch(cut::contains);
    }

    /** Whether a new TCP connection succeeds: it needs both ways. */
    public boolean connects(String from, String to) {
        return carries(from, to) && carries(to, from);
    }

    boolean loses(String from, String to) {
        int percent = patterns(from, to).stream()
                .mapToInt(path -> lossyPercent.getOrDefault(path, 0))
                .max()
                .orElse(0);
        return percent > 0 && random.nextInt(100) < percent;
    }

    Duration latency(String from, String to) {
        Duration extra = patterns(from, to).stream()
                .map(path -> slow.getOrDefault(path, Duration.ZERO))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        return LEAST_LATENCY.plusMillis(random.nextInt(LATENCY_SPREAD_MS)).plus(extra);
    }

    void onChange(Runnable listener) {
        listeners.add(listener);
    }

    private void changed() {
        List.copyOf(listeners).forEach(Runnable::run);
    }

    private static List<Path> patterns(String from, String to) {
        return List.of(new Path(from, to), new Path(from, EVERYWHERE), new Path(EVERYWHERE, to));
    }
}
