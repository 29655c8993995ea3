package org.poolwarden.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One master's database: who is a member, who is enabled and believed to live, where VMs run in its eyes. Slaves hold
 * older copies of it, and whoever is promoted begins with its own.
 */
final class PoolDatabase {

    /** {@code host_assumed_dead_interval} */
    private static final Duration ASSUMED_DEAD = Duration.ofSeconds(600);

    private final String poolName;
    private final Set<String> members = new LinkedHashSet<>();
    private final Set<String> greeted = new HashSet<>();
    private final Map<String, Instant> lastHeard = new HashMap<>();
    private final Set<String> enabled = new LinkedHashSet<>();
    private final Set<String> unplugged = new HashSet<>();
    private final Map<String, String> residentOn = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> otherConfig = new HashMap<>();
    private final List<Message> messages = new ArrayList<>();
    private boolean haEnabled;
    private long generation;

    private PoolDatabase(String poolName) {
        this.poolName = poolName;
    }

    /** A pool that has lived for a while, in which nothing is wrong. */
    static PoolDatabase settled(SimPool pool, Instant now) {
        PoolDatabase database = new PoolDatabase(pool.name());
        database.members.addAll(pool.spec().hosts());
        database.greeted.addAll(pool.spec().hosts());
        database.enabled.addAll(pool.spec().hosts());
        pool.spec().hosts().forEach(host -> database.lastHeard.put(host, now));
        pool.guests().forEach(guest -> database.residentOn.put(guest.name(), guest.home()));
        database.haEnabled = pool.spec().haArmed();
        database.generation = SimPool.FIRST_GENERATION;
        return database;
    }

    /** What a host has that is nobody's member: itself. */
    static PoolDatabase alone(SimHost host, Instant now) {
        PoolDatabase database = new PoolDatabase(host.place());
        database.members.add(host.name());
        database.lastHeard.put(host.name(), now);
        return database;
    }

    /** What a slave keeps; messages are copied once a day only. */
    PoolDatabase copy(long upTo) {
        PoolDatabase copy = new PoolDatabase(poolName);
        copy.members.addAll(members);
        copy.enabled.addAll(enabled);
        copy.lastHeard.putAll(lastHeard);
        copy.unplugged.addAll(unplugged);
        copy.residentOn.putAll(residentOn);
        otherConfig.forEach((ref, map) -> copy.otherConfig.put(ref, new LinkedHashMap<>(map)));
        copy.haEnabled = haEnabled;
        copy.generation = upTo;
        return copy;
    }

    /** As a master does at its start: nobody is enabled, and by its release everybody is live or nobody. */
    void startAsMaster(Release release, Instant now) {
        enabled.clear();
        greeted.clear();
        Instant heard = release.newMasterHoldsAllForLive() ? now : now.minus(ASSUMED_DEAD.plusSeconds(1));
        members.forEach(member -> lastHeard.put(member, heard));
    }

    /** Of the copy with which this one began. */
    long generation() {
        return generation;
    }

    String poolUuid() {
        return Ids.uuid("pool", poolName);
    }

    String poolRef() {
        return Ids.ref("pool", poolName);
    }

    Set<String> members() {
        return Set.copyOf(members);
    }

    boolean isMember(SimHost host) {
        return members.contains(host.name());
    }

    void join(SimHost host, Instant now) {
        members.add(host.name());
        lastHeard.put(host.name(), now);
    }

    void forget(SimHost host) {
        members.remove(host.name());
        greeted.remove(host.name());
        enabled.remove(host.name());
        residentOn.values().removeIf(host.name()::equals);
    }

    /** A slave tells that it lives; the first time in this master's life it enables itself. */
    void heard(SimHost host, Instant now) {
        lastHeard.put(host.name(), now);
        if (greeted.add(host.name())) {
            connected(host, now);
        }
    }

    /** A slave has connected anew: it is enabled, and tells which VMs it really runs. */
    void connected(SimHost host, Instant now) {
        greeted.add(host.name());
        lastHeard.put(host.name(), now);
        enabled.add(host.name());
        residentOn.values().removeIf(host.name()::equals);
        host.runningVms().forEach(vm -> residentOn.put(vm, host.name()));
    }

    /** A host said that it shuts down. */
    void shutDown(SimHost host, Instant now) {
        lastHeard.put(host.name(), now.minus(ASSUMED_DEAD.plusSeconds(1)));
    }

    void enable(SimHost host, boolean wanted) {
        if (wanted) {
            enabled.add(host.name());
        } else {
            enabled.remove(host.name());
        }
    }

    boolean isEnabled(SimHost host) {
        return enabled.contains(host.name());
    }

    void plug(SimHost host, boolean wanted) {
        if (wanted) {
            unplugged.remove(host.name());
        } else {
            unplugged.add(host.name());
        }
    }

    /** Whether the host's PBD is attached. */
    boolean isPlugged(SimHost host) {
        return !unplugged.contains(host.name());
    }

    boolean isLive(SimHost host, Instant now) {
        return lastHeard.containsKey(host.name())
                && !lastHeard.get(host.name()).plus(ASSUMED_DEAD).isBefore(now);
    }

    /** Where a VM runs in the eyes of this database; empty when it is halted. */
    Optional<String> residentOn(Guest guest) {
        return Optional.ofNullable(residentOn.get(guest.name()));
    }

    void runs(Guest guest, SimHost host) {
        residentOn.put(guest.name(), host.name());
    }

    void halted(Guest guest) {
        residentOn.remove(guest.name());
    }

    boolean isHaEnabled() {
        return haEnabled;
    }

    void setHaEnabled(boolean enabledNow) {
        haEnabled = enabledNow;
    }

    /** {@code other_config} of an object, beside what its record has anyway; to be changed in place. */
    Map<String, String> otherConfig(String ref) {
        return otherConfig.computeIfAbsent(ref, fresh -> new LinkedHashMap<>());
    }

    List<Message> messages() {
        return messages;
    }
}
