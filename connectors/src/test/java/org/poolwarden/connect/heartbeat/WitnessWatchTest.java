package org.poolwarden.connect.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.poolwarden.connect.heartbeat.Surroundings.Reach;
import org.poolwarden.connect.pool.RealTimer;
import org.poolwarden.connect.pool.Rhythm;
import org.poolwarden.xapi.transport.TcpDoors;

class WitnessWatchTest {

    private static final Rhythm RHYTHM = new Rhythm(Duration.ofMillis(500), Duration.ofMillis(250));

    private final RealTimer timer = new RealTimer("witnesses");
    private final TcpDoors doors = new TcpDoors();

    @AfterEach
    void close() {
        timer.close();
        doors.close();
    }

    @Test
    void whoAcceptsAndWhoRefusesIsReachedAndWhoHasNoNameIsNot() throws IOException {
        try (ServerSocket listening = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
            int refusing;
            try (ServerSocket gone = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
                refusing = gone.getLocalPort();
            }
            WitnessWatch watch = new WitnessWatch(
                    List.of(
                            InetSocketAddress.createUnresolved("127.0.0.1", listening.getLocalPort()),
                            InetSocketAddress.createUnresolved("127.0.0.1", refusing),
                            InetSocketAddress.createUnresolved("no-such-host.invalid", 443)),
                    RHYTHM,
                    doors,
                    timer);
            assertThat(watch.last())
                    .as("before the first look nothing speaks against it")
                    .isEqualTo(new Reach(3, 3));
            timer.execute(watch::start);

            await().until(() -> watch.last().equals(new Reach(3, 2)));
        }
    }
}
