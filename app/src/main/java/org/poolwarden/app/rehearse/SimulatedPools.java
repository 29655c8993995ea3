package org.poolwarden.app.rehearse;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.poolwarden.app.run.StartException;
import org.poolwarden.app.timeline.Note;
import org.poolwarden.app.timeline.Notebook;
import org.poolwarden.sim.RealClock;
import org.poolwarden.sim.SimHost;
import org.poolwarden.sim.SimWorld;
import org.poolwarden.sim.http.SimFace;
import org.poolwarden.sim.http.SimFace.Wire;

/** Simulated pools on loopback in real time, for anybody's XAPI client, and the verbs that happen to them. */
public final class SimulatedPools implements AutoCloseable {

    private static final List<String> KEYS = List.of("pool", "pools", "observers");

    private final RealClock clock = new RealClock();
    private final SimWorld world = new SimWorld(clock, 1);
    private final Cast cast;
    private final WorldStage stage;
    private final SimFace face;
    private final String scheme;

    private SimulatedPools(Cast cast, int port, Wire wire, Consumer<Note> notes) throws IOException {
        this.cast = cast;
        List<Integer> firsts = new ArrayList<>();
        int hosts = 0;
        for (PoolPlan plan : cast.pools()) {
            firsts.add(hosts);
            hosts += plan.hosts().size();
        }
        Places places = new Places(cast, (pool, host) -> SimFace.loopback(firsts.get(pool) + host));
        this.stage = new WorldStage(world, places);
        cast.pools().forEach(plan -> world.add(places.spec(plan)));
        this.face = SimFace.open(world, clock, cast.observers().get(0), port, wire);
        this.scheme = wire == Wire.TLS ? "https:/" : "http:/";
        Notebook notebook = new Notebook(clock.now(), places.names(), notes);
        world.onChange(notebook::world);
    }

    /**
     * Opens the pools of a file.
     *
     * @param file its name, for messages
     * @param text YAML with {@code pool} or {@code pools} as a scenario has them
     * @param port of every host; its BMC is on the next one
     * @param notes gets what happens, on the world's thread
     * @throws ScenarioException with file, line and what was expected there
     */
    public static SimulatedPools open(String file, String text, int port, Wire wire, Consumer<Note> notes)
            throws ScenarioException, StartException {
        Written root = Written.read(file, text);
        Map<String, Written> fields = root.fields("a file of pools", KEYS);
        Cast cast = CastReader.read(fields, root);
        try {
            return new SimulatedPools(cast, port, wire, notes);
        } catch (IOException e) {
            throw new StartException(e.getMessage(), e);
        }
    }

    /**
     * Makes one line happen, for example {@code power-off alpha}.
     *
     * @throws ScenarioException when it is no verb of the world, or names nobody
     */
    public void perform(String line) throws ScenarioException {
        Act act = Verb.read(Written.read("input", "'" + line.replace("'", "''") + "'"), cast);
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        clock.after(Duration.ZERO, () -> done.complete(stage.perform(act)));
        if (!done.join()) {
            throw new ScenarioException("input", 1, "'" + act + "' does not happen in the world; a rehearsal has it");
        }
    }

    /** Where each host is, line by line. */
    public List<String> addresses() {
        List<String> lines = new ArrayList<>();
        world.pools().forEach(pool -> pool.hosts().forEach(host -> lines.add(line(host))));
        return lines;
    }

    private String line(SimHost host) {
        String bmc = host.hasBmc() ? "  BMC " + scheme + face.bmc(host) : "";
        return String.format("%-20s %s%s%s", host.place(), scheme, face.xapi(host), bmc);
    }

    public String fingerprint() {
        return face.fingerprint();
    }

    @Override
    public void close() {
        face.close();
        clock.close();
    }
}
