package org.poolwarden.connect.heartbeat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.poolwarden.connect.pool.PoolAccess;
import org.poolwarden.connect.pool.PoolHost;
import org.poolwarden.schema.HostHeartbeat;
import org.poolwarden.schema.Member;
import org.poolwarden.schema.PoolSnapshot;

/**
 * Who is interviewed: the configured hosts, and those that the master lists besides. A listed one is left when two of
 * the master's snapshots in a row do not list it.
 */
final class Roster {

    /** What the master's last snapshot says of one host. */
    private record Known(Member member, Optional<Duration> clockAhead) {}

    private final Map<String, HostInterview> configured = new LinkedHashMap<>();
    private final Map<String, HostInterview> listed = new LinkedHashMap<>();
    private final Set<String> missing = new HashSet<>();
    private final Map<String, Known> known = new HashMap<>();
    private final Function<PoolHost, HostInterview> interview;
    private final PoolAccess pool;

    /**
     * @param interview begins the interviews of one host
     */
    Roster(PoolAccess pool, Function<PoolHost, HostInterview> interview) {
        this.interview = interview;
        pool.hosts().forEach(host -> configured.put(host.claimedAddress(), interview.apply(host)));
        this.pool = pool;
    }

    List<HostInterview> interviews() {
        List<HostInterview> all = new ArrayList<>(configured.values());
        all.addAll(listed.values());
        return all;
    }

    /** The pool's one master tells who is a member. */
    void listed(PoolSnapshot snapshot, Map<String, Duration> clocks) {
        Set<String> addresses = new HashSet<>();
        snapshot.getHosts().forEach(member -> {
            addresses.add(member.getAddress());
            known.put(member.getAddress(), new Known(member, Optional.ofNullable(clocks.get(member.getUuid()))));
            if (!configured.containsKey(member.getAddress()) && !listed.containsKey(member.getAddress())) {
                pool.unconfigured(nameOf(member), member.getAddress())
                        .ifPresent(host -> listed.put(member.getAddress(), interview.apply(host)));
            }
        });
        List.copyOf(listed.keySet()).stream()
                .filter(address -> !addresses.contains(address))
                .filter(missing::contains)
                .forEach(address -> listed.remove(address).end());
        missing.clear();
        listed.keySet().stream().filter(address -> !addresses.contains(address)).forEach(missing::add);
    }

    private String nameOf(Member member) {
        boolean isTaken =
                interviews().stream().anyMatch(other -> other.host().name().equals(member.getName()));
        return member.getName().isEmpty() || isTaken ? member.getAddress() : member.getName();
    }

    /** Adds what the master's last word says of the host. */
    void describe(String address, HostHeartbeat.Builder heartbeat) {
        Known host = known.get(address);
        if (host != null) {
            heartbeat
                    .setHostUuid(host.member.getUuid())
                    .setVersion(host.member.getVersion())
                    .setAgentStartTime(host.member.getAgentStartTime())
                    .setClockOffsetMs(host.clockAhead.map(Duration::toMillis).orElse(null));
        }
    }
}
