package org.poolwarden.app.rehearse;

import java.time.Duration;
import java.util.Random;
import java.util.function.Consumer;
import org.poolwarden.schema.HostHeartbeat;
import org.poolwarden.sim.VirtualClock;

/** The way of heartbeats from a connector to their topic: usually quick and once. */
final class VirtualDelivery {

    /** From a writer to a reader of a topic. */
    static final Duration USUAL = Duration.ofMillis(20);

    private final VirtualClock clock;
    private final Random random;
    private final Consumer<HostHeartbeat> topic;
    private int twicePercent;
    private Duration delay = Duration.ZERO;
    private int latePercent;

    /**
     * @param random decides which heartbeats are late or doubled
     * @param topic gets each heartbeat as often and as late as it arrives
     */
    VirtualDelivery(VirtualClock clock, Random random, Consumer<HostHeartbeat> topic) {
        this.clock = clock;
        this.random = random;
        this.topic = topic;
    }

    void duplicate(int percent) {
        twicePercent = percent;
    }

    void delay(Duration time, int percent) {
        delay = time;
        latePercent = percent;
    }

    /** Sends {@code heartbeat}; a second copy follows the first one closely, as a producer's retry does. */
    void send(HostHeartbeat heartbeat) {
        Duration way = isChosen(latePercent) ? USUAL.plus(delay) : USUAL;
        clock.after(way, () -> topic.accept(heartbeat));
        if (isChosen(twicePercent)) {
            clock.after(way.plus(USUAL), () -> topic.accept(heartbeat));
        }
    }

    private boolean isChosen(int percent) {
        return percent > 0 && random.nextInt(100) < percent;
    }
}
