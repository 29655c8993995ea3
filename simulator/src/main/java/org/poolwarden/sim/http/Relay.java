package org.poolwarden.sim.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/**
 * One TCP connection through a host's door, both ways. While it is frozen nothing passes and nothing is closed: so a
 * connection to a host without power feels.
 */
final class Relay {

    private static final int CHUNK = 16 * 1024;

    private final Socket outside;
    private final Socket inside;
    private boolean frozen;
    private boolean closed;

    Relay(Socket outside, Socket inside) {
        this.outside = outside;
        this.inside = inside;
    }

    void start() {
        pump(outside, inside, "sim-in");
        pump(inside, outside, "sim-out");
    }

    private void pump(Socket from, Socket to, String name) {
        Thread thread = new Thread(() -> copy(from, to), name);
        thread.setDaemon(true);
        thread.start();
    }

    private void copy(Socket from, Socket to) {
        byte[] chunk = new byte[CHUNK];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(chunk); read >= 0 && isOpen(); read = in.read(chunk)) {
                out.write(chunk, 0, read);
            }
        } catch (IOException e) {
            // Either end has gone: the other one goes too.
        }
        if (isOpen()) {
            close();
        }
    }

    /** Waits while frozen; then whether it still carries. */
    private synchronized boolean isOpen() {
        while (frozen && !closed) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return !closed;
    }

    synchronized void freeze(boolean freeze) {
        frozen = freeze;
        notifyAll();
    }

    synchronized boolean isClosed() {
        return closed;
    }

    void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        closeQuietly(outside);
        closeQuietly(inside);
    }

    static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            // It is closed as far as it goes.
        }
    }
}
