package org.poolwarden.sim;

/**
 * A VM of a pool, as it was made.
 *
 * @param name unique in its pool
 * @param home the host it was made on; with local storage its disk is there
 * @param restarts whether its {@code ha_restart_priority} says restart
 * @param order among those that restart, from 1
 */
record Guest(String name, String home, boolean restarts, int order) {

    String ref(SimPool pool, String kind) {
        return Ids.ref(kind, pool.name(), name);
    }
}
