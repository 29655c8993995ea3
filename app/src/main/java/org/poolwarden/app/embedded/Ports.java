package org.poolwarden.app.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.poolwarden.app.run.StartException;

/**
 * Where the parts listen on 127.0.0.1.
 *
 * @param kafka for clients
 * @param registry Confluent Schema Registry API
 * @param connect Kafka Connect's REST API
 * @param health metrics and probes
 * @param console for browsers
 */
public record Ports(int kafka, int controller, int registry, int connect, int health, int console) {

    private static final int COUNT = 6;

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    /** Any that are free now. */
    public static Ports free() {
        return new Ports(freeOne(), freeOne(), freeOne(), freeOne(), freeOne(), freeOne());
    }

    /**
     * {@code first} and the five after it.
     *
     * @throws StartException naming the port that is in use
     */
    public static Ports from(int first) throws StartException {
        for (int port = first; port < first + COUNT; port++) {
            try (ServerSocket probe = new ServerSocket(port, 1, LOOPBACK)) {
                probe.setReuseAddress(true);
            } catch (IOException e) {
                throw new StartException("port " + port + " of 127.0.0.1 is in use: choose others with --port", e);
            }
        }
        return new Ports(first, first + 4, first + 1, first + 2, first + 3, first + 5);
    }

    private static int freeOne() {
        try (ServerSocket socket = new ServerSocket(0, 1, LOOPBACK)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no port of 127.0.0.1 is free", e);
        }
    }
}
