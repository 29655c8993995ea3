package org.poolwarden.connect.disk;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.poolwarden.connect.pool.Deadline;
import org.poolwarden.connect.pool.DiskPlaces;
import org.poolwarden.connect.pool.MasterSearch;
import org.poolwarden.connect.pool.PoolAccess;
import org.poolwarden.connect.pool.Rhythm;
import org.poolwarden.connect.pool.Timer;
import org.poolwarden.xapi.XapiClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what a pool's master tells of disks and storages: read every five minutes, and sooner when a host names a VM
 * that is not known yet. While there is no master the last word stands.
 */
final class PlacesWatch {

    private static final Logger LOG = LoggerFactory.getLogger(PlacesWatch.class);
    private static final Duration OFTEN = Duration.ofMinutes(5);
    /** VMs come and go in crowds; their master is not asked for each of them. */
    private static final Duration SELDOM = Duration.ofSeconds(30);

    private final PoolAccess pool;
    private final Rhythm rhythm;
    private final XapiClient client;
    private final Timer timer;
    private final MasterSearch search;
    private volatile DiskPlaces places = DiskPlaces.UNKNOWN;
    private Optional<Instant> askedAt = Optional.empty();
    private boolean stopped;

    PlacesWatch(PoolAccess pool, Rhythm rhythm, XapiClient client, Timer timer) {
        this.pool = pool;
        this.rhythm = rhythm;
        this.client = client;
        this.timer = timer;
        this.search = new MasterSearch(pool, rhythm, client, timer);
    }

    /** The master's last word; asked on any thread. */
    DiskPlaces places() {
        return places;
    }

    void start() {
        if (stopped) {
            return;
        }
        ask();
        timer.after(places.equals(DiskPlaces.UNKNOWN) ? rhythm.seldom() : OFTEN, this::start);
    }

    void stop() {
        stopped = true;
    }

    /** Somebody has met a VM that is not known. */
    void isOutdated() {
        if (askedAt.map(at -> !at.plus(SELDOM).isAfter(timer.steady())).orElse(true)) {
            ask();
        }
    }

    private void ask() {
        askedAt = Optional.of(timer.steady());
        search.attempt(kind -> {}).thenAccept(found -> found.ifPresent(this::read));
    }

    private void read(MasterSearch.Found found) {
        Deadline deadline = Deadline.in(rhythm.heartbeat().multipliedBy(2), timer);
        DiskPlaces.read(client, found.session(), deadline)
                .whenCompleteAsync(
                        (told, error) -> {
                            client.logout(found.session(), rhythm.deadline());
                            if (error == null) {
                                places = told;
                            } else {
                                LOG.warn("storages not read pool={}: {}", pool.name(), error.toString());
                            }
                        },
                        timer);
    }
}
