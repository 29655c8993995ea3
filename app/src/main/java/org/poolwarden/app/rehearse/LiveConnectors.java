package org.poolwarden.app.rehearse;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.poolwarden.app.embedded.EmbeddedStack;
import org.poolwarden.app.embedded.SimulatedKeys;
import org.poolwarden.app.run.StartException;
import org.poolwarden.sim.SimWorld;
import org.poolwarden.sim.http.SimFace;

/**
 * The connectors of a live rehearsal: one for each observer, each with doors of its own to every host, so that the world
 * knows who knocks; and the recovery sink, which shares the first observer's doors.
 */
final class LiveConnectors implements AutoCloseable {

    private static final String SECRET = "password";
    private static final String RECOVERY = "recovery";

    private final Scenery scenery;
    private final Map<String, SimFace> faces = new LinkedHashMap<>();
    private EmbeddedStack stack;

    private LiveConnectors(Scenery scenery) {
        this.scenery = scenery;
    }

    /**
     * Opens the doors.
     *
     * @throws StartException when loopback does not let it
     */
    static LiveConnectors open(Scenery scenery) throws StartException {
        LiveConnectors connectors = new LiveConnectors(scenery);
        try {
            for (String observer : scenery.scenario().cast().observers()) {
                connectors.faces.put(observer, SimFace.open(scenery.world(), scenery.clock(), observer, 0));
            }
            return connectors;
        } catch (IOException e) {
            connectors.close();
            throw new StartException("the simulated hosts do not start: " + e.getMessage(), e);
        }
    }

    /** Creates the connectors: the executor's runs, those of the observers wait for their first start. */
    void create(EmbeddedStack running) throws StartException, InterruptedException {
        stack = running;
        stack.keepSecret(SECRET, SimWorld.PASSWORD);
        List<String> observers = scenery.scenario().cast().observers();
        stack.connector(RECOVERY, recovery(faces.get(observers.get(0))));
        for (String observer : observers) {
            stack.pausedConnector(nameOf(observer), observer(observer, faces.get(observer)));
        }
    }

    void start(String observer) throws StartException, InterruptedException {
        stack.resumeConnector(nameOf(observer));
    }

    void stop(String observer) throws StartException, InterruptedException {
        stack.stopConnector(nameOf(observer));
    }

    void startExecutor() throws StartException, InterruptedException {
        stack.resumeConnector(RECOVERY);
    }

    void stopExecutor() throws StartException, InterruptedException {
        stack.stopConnector(RECOVERY);
    }

    private static String nameOf(String observer) {
        return "heartbeat-" + observer;
    }

    private Map<String, String> observer(String observer, SimFace face) {
        Map<String, String> config = pools(face);
        config.put("connector.class", "org.poolwarden.connect.heartbeat.HeartbeatConnector");
        config.put("observer", observer);
        return config;
    }

    private Map<String, String> recovery(SimFace face) {
        Map<String, String> config = pools(face);
        config.put("connector.class", "org.poolwarden.connect.recovery.RecoverySinkConnector");
        config.putAll(SimulatedKeys.recovery(stack.topics(), stack.bootstrap()));
        return config;
    }

    private Map<String, String> pools(SimFace face) {
        Map<String, String> config = new HashMap<>();
        config.put("tasks.max", "1");
        config.put("schema.registry.url", stack.registryUrl());
        config.put("tls.fingerprints", face.fingerprint());
        config.put("heartbeat.ms", String.valueOf(scenery.rhythm().heartbeat().toMillis()));
        config.put("deadline.ms", String.valueOf(scenery.rhythm().deadline().toMillis()));
        config.put("pools", String.join(",", scenery.scenario().cast().poolNames()));
        scenery.world().pools().forEach(pool -> config.putAll(SimulatedKeys.pool(pool, face, stack.secret(SECRET))));
        return config;
    }

    @Override
    public void close() {
        faces.values().forEach(SimFace::close);
    }
}
