package org.poolwarden.xapi.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.poolwarden.xapi.transport.TcpDoors.Door;

class TcpDoorsTest {

    private final TcpDoors doors = new TcpDoors();

    @AfterEach
    void close() {
        doors.close();
    }

    @Test
    void whoAcceptsIsOpenAndWhoRefusesIsShut() throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
            assertThat(knock("127.0.0.1", listening.getLocalPort())).isEqualTo(Door.OPEN);
        }
        assertThat(knock("127.0.0.1", portThatIsFree())).isEqualTo(Door.SHUT);
    }

    @Test
    void whoHasNoNameIsNowhere() throws Exception {
        assertThat(knock("no-such-host.invalid", 443)).isEqualTo(Door.NOWHERE);
    }

    private Door knock(String host, int port) throws Exception {
        return doors.knock(host, port).get(30, TimeUnit.SECONDS);
    }

    private static int portThatIsFree() throws IOException {
        try (ServerSocket gone = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
            return gone.getLocalPort();
        }
    }
}
