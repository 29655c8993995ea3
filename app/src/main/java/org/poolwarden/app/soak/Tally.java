package org.poolwarden.app.soak;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.poolwarden.schema.AlertState;

/** What many trials come to. For several threads at once. */
public final class Tally {

    private long seeds;
    private long replayed;
    private final Fingerprint fingerprint = new Fingerprint();
    private Duration poolTime = Duration.ZERO;
    private long faults;
    private final SortedMap<String, Long> verdicts = new TreeMap<>();
    private final SortedMap<String, Long> alerts = new TreeMap<>();
    private final SortedMap<String, Long> deeds = new TreeMap<>();
    private final SortedMap<String, Long> tests = new TreeMap<>();
    private final SortedMap<Long, Failure> failures = new TreeMap<>();

    synchronized void count(Trial trial) {
        seeds++;
        fingerprint.add(trial.story().seed() + "\n" + trial.told());
        poolTime = poolTime.plus(trial.poolTime());
        faults += trial.story().beats().size();
        trial.chronicle()
                .findings()
                .forEach(told -> add(verdicts, told.what().getVerdict().name(), 1));
        trial.chronicle().alerts().stream()
                .filter(told -> told.what().getState() == AlertState.FIRING)
                .forEach(told -> add(alerts, told.what().getKind(), 1));
        trial.chronicle()
                .deeds()
                .forEach(deed -> add(deeds, deed.command().getKind().name(), 1));
        trial.checked().forEach(one -> add(tests, one.invariant(), one.tests()));
    }

    /** A seed was played twice, and told the same. */
    synchronized void countReplay() {
        replayed++;
    }

    synchronized void fail(Failure failure) {
        failures.put(failure.seed(), failure);
    }

    private static void add(Map<String, Long> counts, String what, long more) {
        counts.merge(what, more, Long::sum);
    }

    public synchronized long seeds() {
        return seeds;
    }

    /** One word for all that was told: equal for equal seeds, whoever plays them where. */
    public synchronized String fingerprint() {
        return fingerprint.toString();
    }

    /** How many seeds were played twice, and were the same to the byte; the others are among the failures. */
    public synchronized long replayed() {
        return replayed;
    }

    /** Simulated hours, counted once for each pool. */
    public synchronized double poolHours() {
        return poolTime.toMillis() / 3_600_000.0;
    }

    public synchronized long faults() {
        return faults;
    }

    /** How many findings had each verdict. */
    public synchronized SortedMap<String, Long> verdicts() {
        return Collections.unmodifiableSortedMap(new TreeMap<>(verdicts));
    }

    /** How many records said that an alert of that kind fires. */
    public synchronized SortedMap<String, Long> alerts() {
        return Collections.unmodifiableSortedMap(new TreeMap<>(alerts));
    }

    /** How many commands of each kind were carried out. */
    public synchronized SortedMap<String, Long> deeds() {
        return Collections.unmodifiableSortedMap(new TreeMap<>(deeds));
    }

    /** How often each invariant was put to the test. */
    public synchronized SortedMap<String, Long> tests() {
        return Collections.unmodifiableSortedMap(new TreeMap<>(tests));
    }

    /** The seeds in which an invariant broke, in their order. */
    public synchronized SortedMap<Long, Failure> failures() {
        return Collections.unmodifiableSortedMap(new TreeMap<>(failures));
    }
}
