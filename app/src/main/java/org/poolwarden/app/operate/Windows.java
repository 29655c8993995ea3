package org.poolwarden.app.operate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.poolwarden.app.spelling.Nearest;
import org.poolwarden.schema.MaintenanceWindow;
import org.poolwarden.schema.PoolPolicy;

/** Maintenance windows of hosts and of whole pools. */
public final class Windows {

    private static final String OFF = "off";

    private Windows() {}

    /**
     * A policy in which a window is opened, replaced or ended.
     *
     * @param word a host, or a pool for all of it
     * @param time from now on, or {@code off}
     * @throws Trouble for an unknown host, one in several pools, or a time that is none
     */
    public static PolicyDesk.Change change(KnownPools pools, String word, String time, Instant now) throws Trouble {
        Optional<Instant> until = until(time, now);
        Optional<KnownPool> pool = pools.find(word);
        if (pool.isPresent()) {
            return new PolicyDesk.Change(
                    pool.get(),
                    PoolPolicy.newBuilder(pool.get().policy())
                            .setMaintenanceUntil(until.orElse(null))
                            .build());
        }
        KnownHost host = only(pools.hosts(word), word);
        KnownPool its = pools.called(host.pool());
        List<MaintenanceWindow> windows = new ArrayList<>(its.policy().getMaintenance().stream()
                .filter(window -> !host.isCalled(window.getHost()))
                .toList());
        until.ifPresent(end -> windows.add(new MaintenanceWindow(host.address(), end)));
        return new PolicyDesk.Change(
                its, PoolPolicy.newBuilder(its.policy()).setMaintenance(windows).build());
    }

    private static Optional<Instant> until(String time, Instant now) throws Trouble {
        if (time.equals(OFF)) {
            return Optional.empty();
        }
        Duration length = Moments.read(time)
                .filter(read -> !read.isZero())
                .orElseThrow(() -> Trouble.usage("expected " + Moments.FORM + ", or off, found '" + time + "'"));
        return Optional.of(Instant.ofEpochMilli(now.plus(length).toEpochMilli()));
    }

    private static KnownHost only(List<KnownHost> meant, String word) throws Trouble {
        if (meant.size() > 1) {
            throw Trouble.usage("'" + word + "' is in several pools, say which one: "
                    + Nearest.list(meant.stream()
                            .map(host -> host.pool() + "/" + host.name())
                            .toList()));
        }
        return meant.get(0);
    }

    /** A policy without the windows that had ended by {@code now}. */
    static PoolPolicy open(PoolPolicy policy, Instant now) {
        return PoolPolicy.newBuilder(policy)
                .setMaintenanceUntil(
                        policy.getMaintenanceUntil().filter(now::isBefore).orElse(null))
                .setMaintenance(policy.getMaintenance().stream()
                        .filter(window -> now.isBefore(window.getUntil()))
                        .toList())
                .build();
    }
}
