package org.poolwarden.sim;

import java.util.Optional;

/**
 * {@code /etc/xensource/pool.conf}: master, or slave of an address.
 *
 * @param master empty for a master
 */
record PoolConf(Optional<String> master) {

    static final PoolConf MASTER = new PoolConf(Optional.empty());

    static PoolConf slaveOf(String address) {
        return new PoolConf(Optional.of(address));
    }

    boolean isMaster() {
        return master.isEmpty();
    }

    /** The master's address. */
    String address() {
        return master.orElseThrow(() -> new IllegalStateException("a master has no master"));
    }
}
