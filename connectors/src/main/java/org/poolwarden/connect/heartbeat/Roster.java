package org.poolwarden.connect.heartbeat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.poolwarden.connect.pool.ListedHosts;
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

    private final List<HostInterview> configured;
    private final ListedHosts<HostInterview> listed;
    private final Map<String, Known> known = new HashMap<>();

    /**
     * @param interview begins the interviews of one host
     */
    Roster(PoolAccess pool, Function<PoolHost, HostInterview> interview) {
        this.configured = pool.hosts().stream().map(interview).toList();
        this.listed = new ListedHosts<>(pool, interview, HostInterview::end);
    }

    List<HostInterview> interviews() {
        List<HostInterview> all = new ArrayList<>(configured);
        all.addAll(listed.all());
        return all;
    }

    /** The pool's one master tells who is a member. */
    void listed(PoolSnapshot snapshot, Map<String, Duration> clocks) {
        Map<String, String> names = new LinkedHashMap<>();
        snapshot.getHosts().forEach(member -> {
            names.put(member.getAddress(), member.getName());
            known.put(member.getAddress(), new Known(member, Optional.ofNullable(clocks.get(member.getUuid()))));
        });
        listed.listed(names);
    }

    /**
     * Adds what the master's last word says of the host.
     *
     * @param setBy by how much our own clock had been set when the interview began
     */
    void describe(String address, HostHeartbeat.Builder heartbeat, Duration setBy) {
        Known host = known.get(address);
        if (host != null) {
            heartbeat
                    .setHostUuid(host.member.getUuid())
                    .setVersion(host.member.getVersion())
                    .setAgentStartTime(host.member.getAgentStartTime())
                    .setClockOffsetMs(host.clockAhead
                            .map(ahead -> ahead.minus(setBy).toMillis())
                            .orElse(null));
        }
    }
}
