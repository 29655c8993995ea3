package org.poolwarden.sim.http;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import org.poolwarden.sim.Reach;
import org.poolwarden.sim.SimClock;
import org.poolwarden.sim.SimHost;
import org.poolwarden.sim.SimWorld;

/**
 * Every host of a world on loopback: host n of the world listens on {@code 127.0.0.(10+n)}, XAPI on one port and its
 * BMC on another. Whoever connects is, to the world, at one place.
 */
public final class SimFace implements AutoCloseable {

    /** What is spoken on a host's port: real hosts speak TLS; some old clients cannot be told to trust theirs. */
    public enum Wire {
        TLS,
        PLAIN
    }

    /** How many hosts of a world have an address of loopback. */
    public static final int MOST_HOSTS = 244;

    private static final int FIRST_ADDRESS = 11;
    private static final int BACKLOG = 50;

    /** One host's door, and what was behind it when it was last looked at. */
    private static final class Door {
        private final SimHost host;
        private final HostDoor xapi;
        private final HostDoor bmc;
        private int lives;

        private Door(SimHost host, HostDoor xapi, HostDoor bmc) {
            this.host = host;
            this.xapi = xapi;
            this.bmc = bmc;
            this.lives = host.lives();
        }
    }

    private final SimWorld world;
    private final SimClock clock;
    private final String from;
    private final HostKey key = HostKey.load();
    private final SSLContext context = key.context();
    private final Wire wire;
    private final ClosingServer closing;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "sim-http");
        thread.setDaemon(true);
        return thread;
    });
    private final List<HttpServer> servers = new ArrayList<>();
    private final Map<String, Door> doors = new LinkedHashMap<>();

    private SimFace(SimWorld world, SimClock clock, String from, Wire wire) throws IOException {
        this.world = world;
        this.clock = clock;
        this.from = from;
        this.wire = wire;
        this.closing = new ClosingServer(
                wire == Wire.TLS ? context.getServerSocketFactory() : ServerSocketFactory.getDefault());
    }

    /**
     * Opens the doors of every host that {@code world} has now. Called before anything happens in it.
     *
     * @param from the place in the world of whoever connects, for example {@code rack-a}
     * @param port XAPI's port on every address; 0 for any free one
     * @throws IOException naming the address that cannot be listened on
     */
    public static SimFace open(SimWorld world, SimClock clock, String from, int port) throws IOException {
        return open(world, clock, from, port, Wire.TLS);
    }

    /** As above, with or without TLS. */
    public static SimFace open(SimWorld world, SimClock clock, String from, int port, Wire wire) throws IOException {
        SimFace face = new SimFace(world, clock, from, wire);
        try {
            int number = 0;
            for (SimHost host : world.pools().stream()
                    .flatMap(pool -> pool.hosts().stream())
                    .toList()) {
                InetAddress address = InetAddress.getByName(loopback(number));
                face.open(host, address, port);
                number++;
            }
        } catch (IOException e) {
            face.close();
            throw e;
        }
        world.onChange(event -> face.look());
        return face;
    }

    private void open(SimHost host, InetAddress address, int port) throws IOException {
        HttpServer xapi = server("/", new XapiHandler(world, clock, from, host.address(), threads));
        HttpServer bmc = server("/", new RedfishHandler(world, clock, from, host.address(), threads));
        HostDoor xapiDoor = new HostDoor(new InetSocketAddress(address, port), xapi.getAddress(), closing.address());
        HostDoor bmcDoor = new HostDoor(
                new InetSocketAddress(address, port == 0 ? 0 : port + 1), bmc.getAddress(), closing.address());
        doors.put(host.place(), new Door(host, xapiDoor, bmcDoor));
    }

    private HttpServer server(String path, HttpHandler handler) throws IOException {
        InetSocketAddress inside = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0);
        HttpServer server = wire == Wire.TLS ? tls(inside) : HttpServer.create(inside, BACKLOG);
        server.setExecutor(threads);
        server.createContext(path, handler);
        server.start();
        servers.add(server);
        return server;
    }

    private HttpsServer tls(InetSocketAddress inside) throws IOException {
        HttpsServer server = HttpsServer.create(inside, BACKLOG);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        return server;
    }

    /** On the world's thread, after each change. */
    private void look() {
        doors.values().forEach(door -> {
            boolean same = door.lives == door.host.lives();
            door.lives = door.host.lives();
            door.xapi.become(world.reach(from, door.host.address()), same);
            door.bmc.become(world.reachesBmc(from, door.host.address()) ? Reach.OPEN : Reach.NOTHING, true);
        });
    }

    /** The address of loopback on which the n-th host of a world listens, from 0: {@code 127.0.0.11} and so on. */
    public static String loopback(int number) {
        return "127.0.0." + (FIRST_ADDRESS + number);
    }

    /** Where a host's XAPI listens. */
    public InetSocketAddress xapi(SimHost host) {
        return doors.get(host.place()).xapi.address();
    }

    /** Where a host's BMC listens. */
    public InetSocketAddress bmc(SimHost host) {
        return doors.get(host.place()).bmc.address();
    }

    /** SHA-256 fingerprint of the certificate of every host and BMC. */
    public String fingerprint() {
        return key.fingerprint();
    }

    @Override
    public void close() {
        doors.values().forEach(door -> {
            door.xapi.close();
            door.bmc.close();
        });
        servers.forEach(server -> server.stop(0));
        closing.close();
        threads.shutdownNow();
    }
}
