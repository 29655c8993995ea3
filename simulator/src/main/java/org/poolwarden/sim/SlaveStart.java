package org.poolwarden.sim;

import java.time.Duration;
import java.util.List;

/**
 * The start of a slave's xapi: in emergency mode until it has talked to its master, however long that takes ({@code
 * xapi.ml server_init}).
 */
final class SlaveStart {

    private static final Duration RETRY = Duration.ofSeconds(5);

    /** After what time alone does not mend: an unknown host, a wrong secret. */
    private static final Duration PERMANENT_RETRY = Duration.ofSeconds(60);

    private final SimWorld world;
    private final SimHost host;
    private final Toolstack toolstack;

    SlaveStart(SimWorld world, SimHost host, Toolstack toolstack) {
        this.world = world;
        this.host = host;
        this.toolstack = toolstack;
    }

    void attempt() {
        String address = toolstack.role().address();
        if (address.equals(host.address())) {
            refused("HOST_ITS_OWN_SLAVE");
            return;
        }
        switch (world.reach(host.place(), address)) {
            case NOTHING -> toolstack.plan(
                    host.pool().spec().timing().connectTimeout(), () -> refused("INTERNAL_ERROR", "connection failed"));
            case CLOSED_AFTER_TLS -> refused("INTERNAL_ERROR", "connection closed");
            case OPEN -> hello(world.at(address).orElseThrow());
        }
    }

    private void hello(SimHost master) {
        if (!master.toolstack().isAnswering()) {
            toolstack.plan(RETRY, this::attempt);
        } else if (master.toolstack().emergency().isPresent()) {
            toolstack.inEmergency(master.toolstack().emergency().get());
            toolstack.plan(RETRY, this::attempt);
        } else if (!master.toolstack().isMaster()) {
            refused("HOST_IS_SLAVE", master.toolstack().role().address());
        } else if (!master.toolstack().database().isMember(host)) {
            toolstack.inEmergency(List.of("HOST_UNKNOWN_TO_MASTER", host.uuid()));
            toolstack.plan(PERMANENT_RETRY, this::attempt);
        } else if (master.toolstack().database().isHaEnabled() && !host.isHaArmed()) {
            refused("HA_POOL_IS_ENABLED_BUT_HOST_IS_DISABLED");
        } else {
            toolstack.connected(master);
        }
    }

    private void refused(String... error) {
        toolstack.inEmergency(List.of(error));
        toolstack.plan(RETRY, this::attempt);
    }
}
