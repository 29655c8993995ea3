package org.poolwarden.sim;

import java.time.Duration;

/**
 * A host's {@code pool.conf}, and what rewrites it. The file is read at the next start of the toolstack; until the fuse
 * is burnt ({@code xapi_fuse.ml}) everything is answered as before.
 */
final class RoleChanges {

    private final SimWorld world;
    private final SimPool pool;
    private final SimHost host;
    private final Toolstack toolstack;
    private PoolConf conf = PoolConf.MASTER;

    RoleChanges(SimWorld world, SimPool pool, SimHost host, Toolstack toolstack) {
        this.world = world;
        this.pool = pool;
        this.host = host;
        this.toolstack = toolstack;
    }

    PoolConf conf() {
        return conf;
    }

    void write(PoolConf next) {
        conf = next;
    }

    /** {@code pool.emergency_transition_to_master} */
    SimAnswer emergencyTransitionToMaster() {
        return rewrite(PoolConf.MASTER, "told to become master");
    }

    /** {@code pool.emergency_reset_master}: nothing happens when it is so already. */
    SimAnswer emergencyResetMaster(String address) {
        PoolConf wanted = PoolConf.slaveOf(address);
        return wanted.equals(conf) && wanted.equals(toolstack.role())
                ? SimAnswer.success("")
                : rewrite(wanted, "told to follow " + address);
    }

    /** An admin who stands before a host that is down can tell it nothing. */
    private SimAnswer rewrite(PoolConf next, String what) {
        if (!host.isUp()) {
            return SimAnswer.failure("HOST_OFFLINE", host.ref());
        }
        if (host.isHaArmed()) {
            return SimAnswer.failure("HA_IS_ENABLED");
        }
        conf = next;
        host.tell(what);
        toolstack.plan(pool.spec().timing().fuse(), toolstack::restart);
        return SimAnswer.success("");
    }

    /** {@code pool.designate_new_master}, phase 2: every pool.conf is rewritten, every xapi restarts. */
    void commit(SimHost master) {
        conf = master == host ? PoolConf.MASTER : PoolConf.slaveOf(master.address());
        toolstack.plan(pool.spec().timing().fuse(), toolstack::restart);
    }

    /** Steps down because another host says that it is master. */
    void follow(String address) {
        conf = PoolConf.slaveOf(address);
        host.tell("steps down, " + address + " is master");
        toolstack.restart();
    }

    /** The host leaves its pool: it is master of itself after its restart. */
    void leave() {
        conf = PoolConf.MASTER;
        toolstack.replaceDatabase(PoolDatabase.alone(host, world.clock().now()));
        toolstack.restart();
    }

    /** {@code host.shutdown_agent}: after a second the process ends, and nobody starts it again. */
    SimAnswer shutdownAgent() {
        toolstack.link().master().ifPresent(master -> master.toolstack()
                .database()
                .shutDown(host, world.clock().now()));
        toolstack.plan(Duration.ofSeconds(1), () -> toolstack.stop("toolstack shut down"));
        return SimAnswer.success("");
    }

    /** {@code host.emergency_ha_disable}; a soft one succeeds where nothing is armed, and disarms nothing for good. */
    SimAnswer emergencyHaDisable(boolean soft) {
        if (!host.isHaArmed()) {
            return soft ? SimAnswer.success("") : SimAnswer.failure("HA_NOT_ENABLED");
        }
        host.setHaArmed(soft);
        host.tell("HA disarmed here");
        return SimAnswer.success("");
    }
}
