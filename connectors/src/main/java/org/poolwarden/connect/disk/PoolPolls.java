package org.poolwarden.connect.disk;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.poolwarden.connect.pool.DiskPlaces;
import org.poolwarden.connect.pool.ListedHosts;
import org.poolwarden.connect.pool.PoolAccess;
import org.poolwarden.connect.pool.PoolHost;
import org.poolwarden.connect.pool.Timer;

/** The polls of one pool: of the configured hosts, and of those that its master lists besides. */
final class PoolPolls {

    private final PlacesWatch places;
    private final Timer timer;
    private final List<HostPoll> configured;
    private final ListedHosts<HostPoll> listed;
    private DiskPlaces heard = DiskPlaces.UNKNOWN;
    private volatile List<HostPoll> all;

    /**
     * @param begin begins the polls of one host; runs on the thread that calls {@link #follow}
     */
    PoolPolls(PoolAccess pool, PlacesWatch places, Timer timer, Function<PoolHost, HostPoll> begin) {
        this.places = places;
        this.timer = timer;
        this.configured = pool.hosts().stream().map(begin).toList();
        this.listed = new ListedHosts<>(pool, begin, poll -> timer.execute(poll::stop));
        this.all = configured;
    }

    /** Begins and ends polls as the master's last word lists members. */
    void follow() {
        DiskPlaces told = places.places();
        if (told == heard) {
            return;
        }
        heard = told;
        Map<String, String> names = new LinkedHashMap<>();
        told.hosts().values().forEach(host -> names.put(host.address(), host.nameLabel()));
        listed.listed(names);
        all = Stream.concat(configured.stream(), listed.all().stream()).toList();
    }

    /** For how long the host that is furthest behind has told no new row. Asked on any thread. */
    Duration behind() {
        return all.stream().map(HostPoll::behind).max(Duration::compareTo).orElse(Duration.ZERO);
    }

    /** On the timer's thread. */
    void stop() {
        all.forEach(HostPoll::stop);
        places.stop();
    }
}
