package org.poolwarden.failover;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The alerts of one pool, by kind and host: each fires once per incident, once more when its severity rises, and resolves
 * once.
 *
 * <p>An alert resolves after two rounds without its condition. If it comes back within ten minutes it is the same
 * incident: it is written again with the same beginning, so that the topic tells the truth, and then needs ten clean
 * minutes. Seven days after it resolved it is retired: its key leaves the topic.
 */
public record AlertBook(SortedMap<String, OpenAlert> open) {

    public static final AlertBook EMPTY = new AlertBook(new TreeMap<>());

    /**
     * What a judgement makes of the book.
     *
     * @param changed alerts whose state changed
     * @param retired alerts that leave the topic
     */
    public record Turn(AlertBook book, List<OpenAlert> changed, List<OpenAlert> retired) {}

    public AlertBook {
        open = Collections.unmodifiableSortedMap(new TreeMap<>(open));
    }

    /** A book of these alerts. */
    public static AlertBook of(Collection<OpenAlert> alerts) {
        SortedMap<String, OpenAlert> open = new TreeMap<>();
        alerts.forEach(alert -> open.put(alert.key(), alert));
        return new AlertBook(open);
    }

    /** This book with alerts that were about to resolve, by key, as before a restart. */
    public AlertBook resuming(Map<String, OpenAlert.Clean> cleans) {
        return of(open.values().stream()
                .map(alert -> alert.resuming(Optional.ofNullable(cleans.get(alert.key()))))
                .toList());
    }

    boolean isFiring(String kind) {
        return open.values().stream().anyMatch(alert -> alert.kind().equals(kind) && alert.isFiring());
    }

    /** Whether time alone moves an alert on: it is to be retired, or a reopened one has been clean for long enough. */
    boolean isDue(Instant now, Tolerance tolerance) {
        return open.values().stream().anyMatch(alert -> alert.isRetired(now) || alert.isCalmedDown(now, tolerance));
    }

    /** Whether the next rounds may move an alert on: it fires without its condition, and waits for two of them. */
    boolean isCounting() {
        return open.values().stream()
                .anyMatch(alert -> alert.isFiring() && alert.clean().isPresent() && !alert.reopened());
    }

    /** Firing alerts that are meant are acknowledged; the others stay as they are. */
    AlertBook acknowledged(Predicate<OpenAlert> meant, String author) {
        return of(open.values().stream()
                .map(alert -> alert.isFiring() && meant.test(alert) ? alert.acknowledged(author) : alert)
                .toList());
    }

    Turn turn(PoolFacts facts, Verdict verdict, List<Condition> holding, Optional<Recovery> recovery) {
        SortedMap<String, OpenAlert> next = new TreeMap<>(open);
        List<OpenAlert> changed = new ArrayList<>();
        holding.forEach(condition -> raise(condition, next, changed, facts));
        List<String> held = holding.stream().map(Condition::key).toList();
        for (Map.Entry<String, OpenAlert> entry : open.entrySet()) {
            if (!held.contains(entry.getKey())) {
                settle(entry, next, changed, facts, Condition.isGone(entry.getValue(), facts, verdict, recovery));
            }
        }
        List<OpenAlert> retired = next.values().stream()
                .filter(alert -> alert.isRetired(facts.now()))
                .toList();
        next.values().removeAll(retired);
        return new Turn(new AlertBook(next), changed, retired);
    }

    private static void raise(
            Condition condition, SortedMap<String, OpenAlert> next, List<OpenAlert> changed, PoolFacts facts) {
        OpenAlert known = next.get(condition.key());
        boolean isNew = known == null || known.isForgotten(facts.now(), facts.tolerance());
        OpenAlert raised = isNew ? OpenAlert.firing(condition, facts) : returned(known, condition);
        next.put(condition.key(), raised);
        if (isNew || !known.isFiring() || raised.severity() != known.severity()) {
            changed.add(raised);
        }
    }

    private static OpenAlert returned(OpenAlert known, Condition condition) {
        OpenAlert back = known.isFiring() ? known.holding() : known.reopenedAgain();
        return condition.severity().compareTo(known.severity()) > 0 ? back.risen(condition) : back;
    }

    /** Rounds count, and only a record can bring one: so a replay needs no tick that said nothing. */
    private static OpenAlert cleared(OpenAlert alert, PoolFacts facts, boolean gone) {
        if (!gone) {
            return alert.holding();
        }
        return facts.isTick() ? alert : alert.clear(facts.now(), facts.pool().roundsBefore(facts.now()));
    }

    private static void settle(
            Map.Entry<String, OpenAlert> entry,
            SortedMap<String, OpenAlert> next,
            List<OpenAlert> changed,
            PoolFacts facts,
            boolean gone) {
        OpenAlert alert = entry.getValue();
        if (!alert.isFiring()) {
            return;
        }
        OpenAlert judged = cleared(alert, facts, gone);
        boolean due = judged.isDue(facts);
        OpenAlert settled = due ? judged.resolved(facts.now()) : judged;
        next.put(entry.getKey(), settled);
        if (due) {
            changed.add(settled);
        }
    }
}
