package org.poolwarden.connect.heartbeat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.poolwarden.connect.heartbeat.Surroundings.Reach;
import org.poolwarden.connect.pool.Rhythm;
import org.poolwarden.connect.pool.Timer;

/**
 * Looks at the observer's witnesses once in each heartbeat period: a gateway, another site. Whoever accepts or refuses
 * TCP is there.
 */
final class WitnessWatch {

    private final List<InetSocketAddress> witnesses;
    private final Rhythm rhythm;
    private final Timer timer;
    private Reach last;
    private Timer.Cancellable next = () -> {};

    WitnessWatch(List<InetSocketAddress> witnesses, Rhythm rhythm, Timer timer) {
        this.witnesses = List.copyOf(witnesses);
        this.rhythm = rhythm;
        this.timer = timer;
        // Before the first look nothing speaks against the observer.
        this.last = new Reach(witnesses.size(), witnesses.size());
    }

    Reach last() {
        return last;
    }

    void start() {
        if (!witnesses.isEmpty()) {
            look();
        }
    }

    void stop() {
        next.cancel();
    }

    private void look() {
        next = timer.after(rhythm.heartbeat(), this::look);
        List<CompletableFuture<Boolean>> asked = new ArrayList<>();
        witnesses.forEach(witness -> asked.add(isThere(witness)));
        CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
                .thenRunAsync(
                        () -> last = new Reach(asked.size(), (int)
                                asked.stream().filter(CompletableFuture::join).count()),
                        timer);
    }

    private CompletableFuture<Boolean> isThere(InetSocketAddress witness) {
        CompletableFuture<Boolean> there = new CompletableFuture<>();
        try {
            AsynchronousSocketChannel channel = AsynchronousSocketChannel.open();
            Timer.Cancellable patience = timer.after(rhythm.deadline(), () -> there.complete(false));
            there.whenComplete((answer, error) -> {
                patience.cancel();
                close(channel);
            });
            // Resolved anew each time: an address may change.
            channel.connect(
                    new InetSocketAddress(witness.getHostString(), witness.getPort()), null, new Connected(there));
        } catch (IOException | RuntimeException e) {
            // A name that does not resolve is a witness that is not reached.
            there.complete(false);
        }
        return there;
    }

    private static void close(AsynchronousSocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // What it had to say it has said.
        }
    }

    private record Connected(CompletableFuture<Boolean> there) implements CompletionHandler<Void, Void> {
        @Override
        public void completed(Void nothing, Void attachment) {
            there.complete(true);
        }

        @Override
        public void failed(Throwable error, Void attachment) {
            there.complete(error instanceof ConnectException
                    && String.valueOf(error.getMessage()).contains("refused"));
        }
    }
}
