package org.poolwarden.sim.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLSocket;

/** stunnel without a toolstack behind it: completes TLS where there is any, waits for the first byte, and closes. */
final class ClosingServer implements AutoCloseable {

    private final ServerSocket listener;

    ClosingServer(ServerSocketFactory sockets) throws IOException {
        listener = sockets.createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        Thread thread = new Thread(this::serve, "sim-closing");
        thread.setDaemon(true);
        thread.start();
    }

    SocketAddress address() {
        return listener.getLocalSocketAddress();
    }

    private void serve() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                Thread thread = new Thread(() -> close(socket), "sim-closing");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                // Closed, or a client that left.
            }
        }
    }

    private static void close(Socket socket) {
        try (socket) {
            if (socket instanceof SSLSocket tls) {
                tls.startHandshake();
            }
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
