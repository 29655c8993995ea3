package org.poolwarden.sim.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.poolwarden.sim.PoolSpec;
import org.poolwarden.sim.RealClock;
import org.poolwarden.sim.SimHost;
import org.poolwarden.sim.SimNetwork;
import org.poolwarden.sim.SimWorld;
import org.poolwarden.sim.Timing;
import org.poolwarden.sim.http.SimFace.Wire;

/** What TCP itself tells of a host: facts/xapi.md 1.1 and the columns R, H and X of 2.1. */
class DoorsTest {

    private static final int PATIENCE_MS = 60_000;
    private static final int SOON_MS = 300;
    private static final byte[] REQUEST = ("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 71\r\n\r\n"
                    + "<methodCall><methodName>system.listMethods</methodName></methodCall>   ")
            .getBytes();

    private final RealClock clock = new RealClock();
    private final SimWorld world = new SimWorld(clock, 1);
    private SimFace face;

    @BeforeEach
    void open() throws IOException {
        Duration soon = Duration.ofMillis(50);
        world.add(PoolSpec.of("closet", Map.of("alpha", "10.0.0.1")).withTiming(new Timing(soon, soon, soon, soon)));
        face = SimFace.open(world, clock, "rack-a", 0, Wire.PLAIN);
    }

    @AfterEach
    void close() {
        face.close();
        clock.close();
    }

    /** stunnel accepts and closes: no answer, and no refusal either. */
    @Test
    void aHostWithoutAToolstackAcceptsAndCloses() throws Exception {
        happens(SimHost::stopToolstack, "toolstack stopped");

        try (Socket socket = connected()) {
            socket.getOutputStream().write(REQUEST);
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void aHungHostAcceptsAndIsSilentUntilItWakes() throws Exception {
        happens(SimHost::hang, "toolstack hangs");

        try (Socket socket = connected()) {
            socket.getOutputStream().write(REQUEST);
            socket.setSoTimeout(SOON_MS);
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            happens(SimHost::wake, "toolstack goes on");
            socket.setSoTimeout(PATIENCE_MS);
            assertThat(socket.getInputStream().read()).isEqualTo('H');
        }
    }

    @Test
    void aDeadHostNeitherAcceptsNorRefuses() throws Exception {
        happens(SimHost::powerOff, "power lost");

        assertSilent();
        happens(SimHost::powerOn, "answers as master");
        try (Socket socket = connected()) {
            socket.getOutputStream().write(REQUEST);
            assertThat(socket.getInputStream().read()).isEqualTo('H');
        }
    }

    @Test
    void aHostThatIsCutOffIsAsDeadAsADeadOne() throws Exception {
        happens(host -> world.network().cut(host.place(), SimNetwork.EVERYWHERE), "network changed");

        assertSilent();
    }

    /** Nobody closes them: the host that knew of them is gone, and what comes back does not know them. */
    @Test
    void connectionsOfAHostThatLostItsPowerAreSilentUntilItIsBack() throws Exception {
        try (Socket socket = connected()) {
            happens(SimHost::powerOff, "power lost");
            socket.getOutputStream().write(REQUEST);
            socket.setSoTimeout(SOON_MS);
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);

            happens(SimHost::powerOn, "booted");
            socket.setSoTimeout(PATIENCE_MS);
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    private void assertSilent() throws IOException {
        try (Socket socket = new Socket()) {
            assertThatThrownBy(() -> socket.connect(address(), SOON_MS)).isInstanceOf(SocketTimeoutException.class);
        }
    }

    private Socket connected() throws IOException {
        Socket socket = new Socket();
        socket.connect(address(), PATIENCE_MS);
        socket.setSoTimeout(PATIENCE_MS);
        return socket;
    }

    private InetSocketAddress address() {
        return face.xapi(world.host("alpha"));
    }

    private void happens(Consumer<SimHost> verb, String what) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        clock.after(Duration.ZERO, () -> {
            world.onChange(event -> {
                if (event.what().equals(what)) {
                    done.countDown();
                }
            });
            verb.accept(world.host("alpha"));
        });
        assertThat(done.await(PATIENCE_MS, TimeUnit.MILLISECONDS)).as(what).isTrue();
    }
}
