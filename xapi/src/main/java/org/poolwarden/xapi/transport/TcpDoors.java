package org.poolwarden.xapi.transport;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.util.concurrent.CompletableFuture;

/** Knocks at TCP ports and says nothing: is anybody there? A name server that is silent holds nobody up. */
public final class TcpDoors implements AutoCloseable {

    /** What is behind a port. */
    public enum Door {
        /** TCP was accepted: a kernel lives there. */
        OPEN,
        /** TCP was refused, which takes somebody too. */
        SHUT,
        /** No way, or nobody knows the name. */
        NOWHERE
    }

    private final Names names;

    public TcpDoors() {
        this(InetAddress::getByName);
    }

    TcpDoors(Names.Lookup lookup) {
        this.names = new Names(lookup);
    }

    Names names() {
        return names;
    }

    /**
     * Knocks once.
     *
     * @param host an address, or a name that is looked up anew
     * @return never fails; stays open until somebody answers or the kernel gives up. Completing it ends the knocking
     */
    public CompletableFuture<Door> knock(String host, int port) {
        CompletableFuture<Door> door = new CompletableFuture<>();
        names.of(host).whenComplete((address, error) -> {
            if (error != null) {
                door.complete(Door.NOWHERE);
            } else if (!door.isDone()) {
                connect(new InetSocketAddress(address, port), door);
            }
        });
        return door;
    }

    private static void connect(InetSocketAddress address, CompletableFuture<Door> door) {
        try {
            AsynchronousSocketChannel channel = AsynchronousSocketChannel.open();
            door.whenComplete((answer, error) -> close(channel));
            channel.connect(address, null, new Connected(door));
        } catch (IOException | RuntimeException e) {
            door.complete(Door.NOWHERE);
        }
    }

    private static void close(AsynchronousSocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // What it had to say it has said.
            return;
        }
    }

    private record Connected(CompletableFuture<Door> door) implements CompletionHandler<Void, Void> {
        @Override
        public void completed(Void nothing, Void attachment) {
            door.complete(Door.OPEN);
        }

        @Override
        public void failed(Throwable error, Void attachment) {
            boolean refused = error instanceof ConnectException
                    && String.valueOf(error.getMessage()).contains("refused");
            door.complete(refused ? Door.SHUT : Door.NOWHERE);
        }
    }

    @Override
    public void close() {
        names.close();
    }
}
