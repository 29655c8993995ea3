package org.poolwarden.connect.heartbeat;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.poolwarden.connect.heartbeat.Surroundings.Reach;
import org.poolwarden.connect.pool.Rhythm;
import org.poolwarden.connect.pool.Timer;
import org.poolwarden.xapi.transport.TcpDoors;
import org.poolwarden.xapi.transport.TcpDoors.Door;

/**
 * Looks at the observer's witnesses once in each heartbeat period: a gateway, another site. Whoever accepts or refuses
 * TCP is there.
 */
final class WitnessWatch {

    private final List<InetSocketAddress> witnesses;
    private final Rhythm rhythm;
    private final TcpDoors doors;
    private final Timer timer;
    private Reach last;
    private Timer.Cancellable next = () -> {};

    /**
     * @param witnesses unresolved: an address may change
     */
    WitnessWatch(List<InetSocketAddress> witnesses, Rhythm rhythm, TcpDoors doors, Timer timer) {
        this.witnesses = List.copyOf(witnesses);
        this.rhythm = rhythm;
        this.doors = doors;
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
        List<CompletableFuture<Door>> asked = new ArrayList<>();
        witnesses.forEach(witness -> asked.add(doors.knock(witness.getHostString(), witness.getPort())));
        Timer.Cancellable patience =
                timer.after(rhythm.deadline(), () -> asked.forEach(door -> door.complete(Door.NOWHERE)));
        CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
                .thenRunAsync(
                        () -> {
                            patience.cancel();
                            last = new Reach(asked.size(), (int) asked.stream()
                                    .filter(door -> door.join() != Door.NOWHERE)
                                    .count());
                        },
                        timer);
    }
}
