package org.poolwarden.app.rehearse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.poolwarden.connect.heartbeat.Observer;
import org.poolwarden.connect.heartbeat.PoolInterviewer;
import org.poolwarden.connect.heartbeat.Surroundings;
import org.poolwarden.connect.pool.Instruments;
import org.poolwarden.connect.pool.PoolAccess;
import org.poolwarden.connect.pool.Rhythm;
import org.poolwarden.schema.HostHeartbeat;
import org.poolwarden.sim.SimWorld;
import org.poolwarden.sim.VirtualClock;
import org.poolwarden.xapi.XapiClient;

/** The observers in virtual time: the real interviewers of every pool, each observer at its place in the world. */
final class VirtualObservers {

    private final VirtualClock clock;
    private final SimWorld world;
    private final Map<String, PoolAccess> pools;
    private final Rhythm rhythm;
    private final Random random;
    private final Consumer<HostHeartbeat> heartbeats;
    private final Map<String, VirtualTimer> machines = new HashMap<>();
    private final Map<String, List<PoolInterviewer>> running = new HashMap<>();
    private long incarnations;

    /**
     * @param random draws when in its period each pool is asked
     * @param heartbeats gets each heartbeat as it is made
     */
    VirtualObservers(
            VirtualClock clock,
            SimWorld world,
            Map<String, PoolAccess> pools,
            Rhythm rhythm,
            Random random,
            Consumer<HostHeartbeat> heartbeats) {
        this.clock = clock;
        this.world = world;
        this.pools = pools;
        this.rhythm = rhythm;
        this.random = random;
        this.heartbeats = heartbeats;
    }

    /** The pools of one observer share what it knows of its surroundings, as they do in one connector task. */
    void start(String observer) {
        if (running.containsKey(observer)) {
            return;
        }
        VirtualTimer timer = machine(observer);
        Instruments instruments = new Instruments(
                new XapiClient(new VirtualTransport(timer, world, observer)),
                new VirtualPower(timer, world, observer),
                new VirtualMetrics(timer, world, observer));
        incarnations++;
        Observer self = new Observer(observer, incarnations, Surroundings.withoutWitnesses());
        List<PoolInterviewer> interviewers = new ArrayList<>();
        pools.values().forEach(pool -> {
            PoolInterviewer interviewer = new PoolInterviewer(pool, self, rhythm, instruments, timer, heartbeats);
            interviewer.start(
                    Duration.ofMillis(random.nextInt((int) rhythm.heartbeat().toMillis())));
            interviewers.add(interviewer);
        });
        running.put(observer, interviewers);
    }

    void stop(String observer) {
        List<PoolInterviewer> interviewers = running.remove(observer);
        if (interviewers != null) {
            interviewers.forEach(PoolInterviewer::stop);
        }
    }

    void shiftClock(String observer, Duration by) {
        machine(observer).shift(by);
    }

    private VirtualTimer machine(String observer) {
        return machines.computeIfAbsent(observer, name -> new VirtualTimer(clock));
    }
}
