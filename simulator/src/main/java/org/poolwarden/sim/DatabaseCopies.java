package org.poolwarden.sim;

import java.time.Duration;
import java.util.List;

/**
 * A master hands its database to one slave after the other ({@code pool_db_backup.ml}): a copy is up to five minutes
 * times the number of slaves old, and that much whoever is promoted has never heard of.
 */
final class DatabaseCopies {

    /** From one slave's copy to the next one's: {@code pool_db_sync_interval}. */
    private static final Duration PAUSE = Duration.ofSeconds(300);

    private final SimHost master;
    private final Toolstack toolstack;
    private final List<SimHost> others;

    DatabaseCopies(SimPool pool, SimHost master, Toolstack toolstack) {
        this.master = master;
        this.toolstack = toolstack;
        this.others = pool.hosts().stream().filter(other -> other != master).toList();
    }

    void begin() {
        if (!others.isEmpty()) {
            toolstack.plan(PAUSE, () -> copyTo(0));
        }
    }

    private void copyTo(int next) {
        SimHost slave = others.get(next);
        if (toolstack.database().isMember(slave) && slave.toolstack().follows(master)) {
            toolstack.copyTo(slave);
        }
        toolstack.plan(PAUSE, () -> copyTo((next + 1) % others.size()));
    }
}
