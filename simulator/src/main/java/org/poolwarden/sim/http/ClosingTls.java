package org.poolwarden.sim.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketAddress;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** stunnel without a toolstack behind it: completes TLS, waits for the first byte, and closes. */
final class ClosingTls implements AutoCloseable {

    private final SSLServerSocket listener;

    ClosingTls(SSLContext context) throws IOException {
        listener = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        Thread thread = new Thread(this::serve, "sim-closing-tls");
        thread.setDaemon(true);
        thread.start();
    }

    SocketAddress address() {
        return listener.getLocalSocketAddress();
    }

    private void serve() {
        while (!listener.isClosed()) {
            try {
                SSLSocket socket = (SSLSocket) listener.accept();
                Thread thread = new Thread(() -> close(socket), "sim-closing");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                // Closed, or a client that left.
            }
        }
    }

    private static void close(SSLSocket socket) {
        try (socket) {
            socket.startHandshake();
            socket.getInputStream().read();
        } catch (IOException e) {
            // It is closed, which is all there is to do.
        }
    }

    @Override
    public void close() {
        Relay.closeQuietly(listener);
    }
}
