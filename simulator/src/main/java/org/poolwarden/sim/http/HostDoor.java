package org.poolwarden.sim.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.poolwarden.sim.Reach;

/**
 * A host's port: TCP in front of what answers behind it.
 *
 * <p>A host that is dead or cut off neither accepts nor refuses. So its listener stays bound, nobody accepts, and the
 * queue of waiting connections is filled up: Linux then drops every further SYN, and a client times out.
 */
final class HostDoor implements AutoCloseable {

    private static final int QUEUE = 8;

    /** More than the queue holds. */
    private static final int FILLERS = QUEUE + 6;

    private final ServerSocket listener;
    private final SocketAddress toolstack;
    private final SocketAddress closing;
    private final List<Relay> relays = new ArrayList<>();
    private final List<Relay> doomed = new ArrayList<>();
    private final List<AutoCloseable> fillers = new ArrayList<>();
    private Reach reach = Reach.OPEN;
    private boolean closed;
    private boolean parked;

    /**
     * @param toolstack where TLS is spoken and calls are answered
     * @param closing where TLS is completed and the connection closed
     */
    HostDoor(InetSocketAddress address, SocketAddress toolstack, SocketAddress closing) throws IOException {
        this.toolstack = toolstack;
        this.closing = closing;
        this.listener = new ServerSocket();
        try {
            listener.setReuseAddress(true);
            listener.bind(address, QUEUE);
        } catch (IOException e) {
            listener.close();
            throw new IOException("cannot listen on " + address + " for a simulated host: " + e.getMessage(), e);
        }
        Thread thread = new Thread(this::accept, "sim-door-" + address);
        thread.setDaemon(true);
        thread.start();
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    /**
     * @param same whether the machine behind the door is still the one that it was: connections of one that lost its
     *     power are silent until it comes back, and then they are gone
     */
    synchronized void become(Reach next, boolean same) {
        if (!same) {
            doomed.addAll(relays);
            relays.clear();
        }
        boolean dark = next == Reach.NOTHING;
        relays.removeIf(Relay::isClosed);
        relays.forEach(relay -> relay.freeze(dark));
        doomed.forEach(relay -> relay.freeze(true));
        if (!dark) {
            closeAll(doomed);
        }
        if (next == Reach.CLOSED_AFTER_TLS && reach != next) {
            closeAll(relays);
        }
        if (next != reach) {
            reach = next;
            light(dark);
        }
    }

    private void light(boolean dark) {
        if (dark) {
            park();
            fill();
        } else {
            fillers.forEach(Relay::closeQuietly);
            fillers.clear();
        }
        notifyAll();
    }

    private static void closeAll(List<Relay> relays) {
        relays.forEach(Relay::close);
        relays.clear();
    }

    /** The accepting thread sits in accept, and would make room for one more: a connection gets it out of there first. */
    private void park() {
        knock();
        while (!parked && !closed) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void fill() {
        for (int i = 0; i < FILLERS; i++) {
            knock();
        }
    }

    private void knock() {
        try {
            SocketChannel filler = SocketChannel.open();
            filler.configureBlocking(false);
            filler.connect(address());
            fillers.add(filler);
        } catch (IOException e) {
            // Nobody listens any more: nobody is let in either.
        }
    }

    private void accept() {
        while (waitForLight()) {
            try {
                admit(listener.accept());
            } catch (IOException e) {
                // The listener was closed, or a client left before it was let in.
            }
        }
    }

    private synchronized boolean waitForLight() {
        while (reach == Reach.NOTHING && !closed) {
            parked = true;
            notifyAll();
            try {
                wait();
            } catch (InterruptedException e) {
                return false;
            }
        }
        parked = false;
        return !closed;
    }

    private synchronized void admit(Socket outside) throws IOException {
        if (reach == Reach.NOTHING) {
            fillers.add(outside);
            return;
        }
        Socket inside = new Socket();
        try {
            inside.connect(reach == Reach.OPEN ? toolstack : closing);
        } catch (IOException e) {
            outside.close();
            throw e;
        }
        outside.setTcpNoDelay(true);
        inside.setTcpNoDelay(true);
        Relay relay = new Relay(outside, inside);
        relays.removeIf(Relay::isClosed);
        relays.add(relay);
        relay.start();
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
        Relay.closeQuietly(listener);
        closeAll(relays);
        closeAll(doomed);
        fillers.forEach(Relay::closeQuietly);
    }
}
