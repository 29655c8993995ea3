package org.poolwarden.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What one master's database says of the hosts: who is enabled, and who is believed to live. */
final class PoolDatabase {

    /** {@code host_assumed_dead_interval} */
    private static final Duration ASSUMED_DEAD = Duration.ofSeconds(600);

    private final Map<String, Instant> lastHeard = new HashMap<>();
    private final Set<String> enabled = new HashSet<>();

    private PoolDatabase(SimPool pool, Instant now) {
        pool.spec().hosts().forEach(host -> lastHeard.put(host, now));
    }

    static PoolDatabase settled(SimPool pool, Instant now) {
        PoolDatabase database = new PoolDatabase(pool, now);
        database.enabled.addAll(pool.spec().hosts());
        return database;
    }

    /** A master that has just started holds everybody for alive and nobody for enabled. */
    static PoolDatabase ofNewMaster(SimPool pool, Instant now) {
        return new PoolDatabase(pool, now);
    }

    void heard(SimHost host, Instant now) {
        lastHeard.put(host.name(), now);
        enabled.add(host.name());
    }

    void enable(SimHost host) {
        enabled.add(host.name());
    }

    boolean isEnabled(SimHost host) {
        return enabled.contains(host.name());
    }

    boolean isLive(SimHost host, Instant now) {
        return !lastHeard.get(host.name()).plus(ASSUMED_DEAD).isBefore(now);
    }
}
