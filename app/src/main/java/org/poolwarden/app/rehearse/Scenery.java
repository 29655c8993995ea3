package org.poolwarden.app.rehearse;

import java.util.LinkedHashMap;
import java.util.Map;
import org.poolwarden.connect.pool.PoolAccess;
import org.poolwarden.connect.pool.Rhythm;
import org.poolwarden.failover.Tolerance;
import org.poolwarden.sim.SimClock;
import org.poolwarden.sim.SimWorld;

/**
 * What stands before a scenario begins: the simulated world with its pools, and who is where in it.
 *
 * @param clock the world's; virtual or real
 */
record Scenery(Scenario scenario, SimClock clock, SimWorld world, Places places) {

    static Scenery of(Scenario scenario, SimClock clock) {
        SimWorld world = new SimWorld(clock, scenario.seed());
        Places places = new Places(scenario.cast());
        scenario.cast().pools().forEach(plan -> world.add(places.spec(plan)));
        return new Scenery(scenario, clock, world, places);
    }

    /** How pools are reached without a network, by name. */
    Map<String, PoolAccess> access() {
        Map<String, PoolAccess> pools = new LinkedHashMap<>();
        scenario.cast().pools().forEach(plan -> pools.put(plan.name(), places.access(plan)));
        return pools;
    }

    Rhythm rhythm() {
        return new Rhythm(scenario.heartbeat(), Places.deadline(scenario.heartbeat()));
    }

    Tolerance tolerance() {
        return new Tolerance(
                rhythm().heartbeat(), rhythm().deadline(), scenario.policy().bootAllowance());
    }
}
