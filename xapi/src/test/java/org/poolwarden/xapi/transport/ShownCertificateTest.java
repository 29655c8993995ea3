package org.poolwarden.xapi.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.poolwarden.xapi.HostEndpoint;
import org.poolwarden.xapi.XapiException;
import org.poolwarden.xapi.XapiException.Kind;

/** Certificates of servers that nobody trusts yet. */
@Timeout(60)
class ShownCertificateTest {

    private static final RudeKey KEY = RudeKey.create();
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(400);

    @Test
    void aCertificateThatNobodyTrustsIsShown() throws Exception {
        try (RudeHost host = RudeHost.speaking(KEY, caller -> caller.untilGone())) {
            assertThat(Fingerprint.of(ShownCertificate.of(host.endpoint(), LONG)))
                    .isEqualTo(KEY.fingerprint());
            await().until(() -> host.openConnections() == 0);
        }
    }

    @Test
    void aServerThatDripsEndsAtTheDeadline() throws Exception {
        try (RudeHost host = RudeHost.withoutTls(caller -> {
            caller.write(new byte[] {0x16, 0x03, 0x03, 0x01, 0x00, 0x02, 0x00});
            caller.drip("\0", Duration.ofMillis(20));
        })) {
            assertThat(trouble(host.endpoint(), SHORT)).isEqualTo(Kind.ANSWER_TIMED_OUT);
        }
    }

    @Test
    void aServerWithoutTlsIsNoTls() throws Exception {
        try (RudeHost host = RudeHost.withoutTls(caller -> {
            caller.write("SSH-2.0-OpenSSH_9.2\r\n");
            caller.untilGone();
        })) {
            assertThat(trouble(host.endpoint(), LONG)).isEqualTo(Kind.TLS_FAILED);
        }
    }

    @Test
    void aPortOnWhichNobodyListensIsRefused() throws Exception {
        HostEndpoint nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = new HostEndpoint("nobody", "127.0.0.1", socket.getLocalPort());
        }

        assertThat(trouble(nobody, LONG)).isEqualTo(Kind.CONNECTION_REFUSED);
    }

    private static Kind trouble(HostEndpoint server, Duration deadline) {
        return catchThrowableOfType(XapiException.class, () -> ShownCertificate.of(server, deadline))
                .kind();
    }
}
