package org.poolwarden.app.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.poolwarden.failover.Tolerance;
import org.poolwarden.failover.stream.Entry;
import org.poolwarden.schema.PoolPolicy;
import org.poolwarden.schema.RecoveryGrant;

/**
 * What another policy would have changed, had it stood in place of every other one.
 *
 * <p>Both policies are judged at the same instants: at each record and recorded tick, and between them every fifth of a
 * heartbeat, since another policy may have something to say when nothing was said. In both the fleet grants whatever is
 * asked. The world goes as it went: a command that was not issued then has no effect. Where the processors began to
 * listen, or had caught up, both go on from what was held then, an open recovery included.
 */
final class WhatIf {

    private final Tolerance tolerance;
    private final Window window;
    private final UnaryOperator<PoolPolicy> policy;

    WhatIf(Tolerance tolerance, Window window, UnaryOperator<PoolPolicy> policy) {
        this.tolerance = tolerance;
        this.window = window;
        this.policy = policy;
    }

    /**
     * What is judged otherwise at one instant.
     *
     * @param then empty when nothing new was said
     * @param now empty when nothing new would be said
     */
    record Shift(Instant at, List<Decided> then, List<Decided> now) {}

    /** In the order of time. */
    List<Shift> shifts(PoolHistory history, Course course) {
        List<Step> steps =
                watched(course.steps().stream().filter(step -> !isGrant(step)).toList());
        SortedMap<Instant, List<Decided>> then = byInstant(Player.playGranting(history, tolerance, steps));
        SortedMap<Instant, List<Decided>> now = byInstant(Player.playGranting(history, tolerance, ruled(steps)));
        SortedMap<Instant, List<Decided>> all = new TreeMap<>(then);
        now.forEach(all::putIfAbsent);
        return all.keySet().stream()
                .filter(window::holds)
                .map(at -> new Shift(at, then.getOrDefault(at, List.of()), now.getOrDefault(at, List.of())))
                .filter(shift -> !Words.of(shift.then()).equals(Words.of(shift.now())))
                .toList();
    }

    private static SortedMap<Instant, List<Decided>> byInstant(List<Decided> decided) {
        SortedMap<Instant, List<Decided>> byInstant = new TreeMap<>();
        decided.forEach(one ->
                byInstant.computeIfAbsent(one.at(), at -> new ArrayList<>()).add(one));
        return byInstant;
    }

    /** With glances between the steps, wherever a processor was listening. */
    private List<Step> watched(List<Step> steps) {
        List<Step> watched = new ArrayList<>();
        String place = "";
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            watched.add(step);
            place = entries(step).map(Entry::place).findFirst().orElse(place);
            boolean isWatched = isWatched(step) && (i + 1 == steps.size() || isWatched(steps.get(i + 1)));
            if (isWatched) {
                Instant until =
                        i + 1 == steps.size() ? window.to() : steps.get(i + 1).at();
                watched.addAll(glances(step.at(), until, Decided.tickAfter(place)));
            }
        }
        return watched;
    }

    private static boolean isGrant(Step step) {
        return entries(step).anyMatch(entry -> entry.value() instanceof RecoveryGrant);
    }

    private static boolean isWatched(Step step) {
        return !(step instanceof Step.Fold) && !(step instanceof Step.Resume);
    }

    private static Stream<Entry> entries(Step step) {
        if (step instanceof Step.Read read) {
            return Stream.of(read.entry());
        }
        return step instanceof Step.Fold fold ? Stream.of(fold.entry()) : Stream.empty();
    }

    private List<Step> glances(Instant after, Instant until, String cause) {
        Duration period = tolerance.heartbeat().dividedBy(5);
        return Stream.iterate(after.plus(period), at -> at.isBefore(until), at -> at.plus(period))
                .<Step>map(at -> new Step.Glance(at, cause))
                .toList();
    }

    private List<Step> ruled(List<Step> steps) {
        List<Step> ruled = new ArrayList<>();
        for (Step step : steps) {
            if (step instanceof Step.Read read && read.entry().value() instanceof PoolPolicy) {
                ruled.add(new Step.Read(ruled(read.entry())));
            } else if (step instanceof Step.Fold fold && fold.entry().value() instanceof PoolPolicy) {
                ruled.add(new Step.Fold(ruled(fold.entry())));
            } else {
                ruled.add(step);
            }
            if (step instanceof Step.Resume) {
                ruled.add(new Step.Rule(step.at(), policy));
            }
        }
        return ruled;
    }

    private Entry ruled(Entry entry) {
        PoolPolicy next = policy.apply((PoolPolicy) entry.value());
        return new Entry(next, entry.at(), entry.topic(), entry.partition(), entry.offset());
    }
}
