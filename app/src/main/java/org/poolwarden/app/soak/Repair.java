package org.poolwarden.app.soak;

import java.util.ArrayList;
import java.util.List;

/**
 * How every story ends: whatever was done is undone, and an admin makes the first host of each pool the master of all
 * the others. What is still wrong after that is wrong for good.
 *
 * <p>The others are repointed first: a host that is promoted asks them when it starts, and steps down for a master.
 *
 * @param end when it begins: seconds since the beginning of the run
 */
record Repair(List<PoolCast> pools, List<String> observers, int end) {

    /** After a boot: the start of a toolstack, and the patience of a host for its master. */
    private static final int STARTED = 30 + 30;

    /** A fence whose checks began before takes a host's power now: that is switched on once more. */
    private static final int FENCED = 30;

    /** From the call that repoints a host until its toolstack restarts, and it is no master any more. */
    private static final int FUSE = 15;

    /** From the admin's call until the new master answers and the others follow. */
    private static final int PROMOTED = 60;

    Repair {
        pools = List.copyOf(pools);
        observers = List.copyOf(observers);
    }

    /** When all of it has been done. */
    int over() {
        return up() + FUSE + PROMOTED;
    }

    /** When every host that was off has started. */
    private int up() {
        return end + pools.stream().mapToInt(PoolCast::bootSeconds).max().orElseThrow() + STARTED;
    }

    /**
     * @param before what is to be put right
     */
    List<Beat> beats(List<Beat> before) {
        List<Beat> beats = new ArrayList<>();
        for (String act : List.of(
                "heal *",
                "processor start",
                "executor start",
                "resume",
                "mode advise",
                "ha off",
                "duplicate heartbeats 0%",
                "delay heartbeats 0s 0%")) {
            beats.add(new Beat(end, act));
        }
        observers.forEach(observer -> beats.add(new Beat(end, "observer start " + observer)));
        before.stream()
                .filter(beat -> beat.act().startsWith("clock "))
                .forEach(beat -> beats.add(new Beat(end, otherWay(beat.act()))));
        before.stream()
                .filter(beat -> beat.act().startsWith("crash "))
                .forEach(beat -> beats.add(new Beat(end, beat.act().replace("crash", "power-off"))));
        pools.forEach(pool -> pool.places().forEach(host -> revive(host, beats)));
        pools.forEach(pool -> unite(pool.places(), beats));
        return beats;
    }

    private static String otherWay(String clock) {
        return clock.contains("+") ? clock.replace('+', '-') : clock.replace(" -", " +");
    }

    /** A host that is well is only given what it has. */
    private void revive(String host, List<Beat> beats) {
        beats.add(new Beat(end, "bmc-alive " + host));
        beats.add(new Beat(end, "wake " + host));
        beats.add(new Beat(end, "power-on " + host));
        beats.add(new Beat(end, "start-toolstack " + host));
        beats.add(new Beat(end + FENCED, "power-on " + host));
    }

    private void unite(List<String> hosts, List<Beat> beats) {
        String master = hosts.get(0);
        hosts.stream().skip(1).forEach(host -> beats.add(new Beat(up(), "admin-repoint " + host + " " + master)));
        beats.add(new Beat(up() + FUSE, "admin-promote " + master));
    }
}
