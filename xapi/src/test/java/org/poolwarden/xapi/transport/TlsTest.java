package org.poolwarden.xapi.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.poolwarden.xapi.transport.HttpsXapiTransportTest.call;
import static org.poolwarden.xapi.transport.HttpsXapiTransportTest.failure;
import static org.poolwarden.xapi.transport.HttpsXapiTransportTest.value;
import static org.poolwarden.xapi.transport.RudeHost.http;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.poolwarden.xapi.Connection;
import org.poolwarden.xapi.XapiCall;
import org.poolwarden.xapi.XapiException;
import org.poolwarden.xapi.XapiException.Kind;
import org.poolwarden.xapi.transport.RudeHost.Manners;

/** Handshakes that stall, and certificates that are not the one that was pinned. */
@Timeout(60)
class TlsTest {

    private static final RudeKey KEY = RudeKey.create();
    private static final RudeKey OTHER_KEY = RudeKey.create();
    private static final Duration SHORT = Duration.ofMillis(400);
    private static final Manners POLITE = caller -> {
        caller.write(http("200 OK", "Content-Type: text/xml\r\n", Hostility.VALUE));
        caller.untilGone();
    };

    /** A record of TLS 1.2 with a handshake in it, of which the rest never comes. */
    private static final byte[] BEGINNING_OF_A_HANDSHAKE = {0x16, 0x03, 0x03, 0x01, 0x00, 0x02, 0x00};

    @ParameterizedTest
    @EnumSource
    void aHandshakeThatIsNeverAnsweredEndsAtTheDeadline(Connection connection) throws Exception {
        stalls(caller -> caller.untilGone(), connection);
    }

    @ParameterizedTest
    @EnumSource
    void aHandshakeThatStopsInTheMiddleEndsAtTheDeadline(Connection connection) throws Exception {
        stalls(
                caller -> {
                    caller.write(BEGINNING_OF_A_HANDSHAKE);
                    caller.untilGone();
                },
                connection);
    }

    @ParameterizedTest
    @EnumSource
    void aHandshakeThatDripsEndsAtTheDeadline(Connection connection) throws Exception {
        stalls(
                caller -> {
                    caller.write(BEGINNING_OF_A_HANDSHAKE);
                    caller.drip("\0", Duration.ofMillis(20));
                },
                connection);
    }

    private static void stalls(Manners manners, Connection connection) throws Exception {
        try (RudeHost host = RudeHost.withoutTls(manners);
                BoundedHttp http = new BoundedHttp(TlsTrust.insecure())) {
            XapiCall call = new XapiCall(host.endpoint(), "test.call", List.of(), SHORT, connection, 1024);

            assertThat(failure(new HttpsXapiTransport(http), call).kind()).isEqualTo(Kind.ANSWER_TIMED_OUT);
            await().until(() -> host.openConnections() == 0);
        }
    }

    @Test
    void aPortThatSpeaksNoTlsIsNoTls() throws Exception {
        try (RudeHost host = RudeHost.withoutTls(caller -> {
            caller.write("SSH-2.0-OpenSSH_9.2\r\n");
            caller.untilGone();
        })) {
            assertThat(failure(TlsTrust.insecure(), host.endpoint()).kind()).isEqualTo(Kind.TLS_FAILED);
        }
    }

    @Test
    void aCloseInTheHandshakeIsNoTls() throws Exception {
        try (RudeHost host = RudeHost.withoutTls(caller -> {})) {
            assertThat(failure(TlsTrust.insecure(), host.endpoint()).kind()).isEqualTo(Kind.TLS_FAILED);
        }
    }

    /** As XAPI does. Whoever has something newer in front of it says so. */
    @Test
    void versionsThatAreNotOfferedAreNotSpoken() throws Exception {
        try (RudeHost host = RudeHost.speaking(KEY, "TLSv1.3", POLITE)) {
            TlsTrust usual = TlsTrust.pinned(Set.of(KEY.fingerprint()));
            assertThat(failure(usual, host.endpoint()).kind()).isEqualTo(Kind.TLS_FAILED);

            try (BoundedHttp http = new BoundedHttp(usual.offering(List.of("TLSv1.2", "TLSv1.3")))) {
                assertThat(value(new HttpsXapiTransport(http), host, Connection.FRESH))
                        .isEqualTo("yes");
            }
        }
    }

    @Test
    void aCertificateForAnotherNameIsTrustedByItsFingerprintAlone() throws Exception {
        try (RudeHost host = RudeHost.speaking(KEY, POLITE);
                BoundedHttp http = new BoundedHttp(
                        TlsTrust.pinned(Map.of(host.endpoint().authority(), Set.of(KEY.fingerprint()))))) {
            assertThat(value(new HttpsXapiTransport(http), host, Connection.FRESH))
                    .isEqualTo("yes");
        }
    }

    @Test
    void aWrongCertificateIsRefusedWithTheFingerprintThatWasFound() throws Exception {
        try (RudeHost host = RudeHost.speaking(OTHER_KEY, POLITE)) {
            XapiException trouble = failure(TlsTrust.pinned(Set.of(KEY.fingerprint())), host.endpoint());

            assertThat(trouble.kind()).isEqualTo(Kind.TLS_FAILED);
            assertThat(trouble)
                    .hasMessageContaining(OTHER_KEY.fingerprint().toString())
                    .hasMessageContaining(host.endpoint().authority());
        }
    }

    @Test
    void aPinIsForOneAddressOnly() throws Exception {
        try (RudeHost host = RudeHost.speaking(KEY, POLITE)) {
            TlsTrust elsewhere = TlsTrust.pinned(Map.of("127.0.0.1:1", Set.of(KEY.fingerprint())));

            assertThat(failure(elsewhere, host.endpoint()).kind()).isEqualTo(Kind.TLS_FAILED);
        }
    }

    /** With a trust store names are checked, as everywhere: this certificate is trusted, and not for this address. */
    @Test
    void aTrustedCertificateForAnotherNameIsRefused() throws Exception {
        try (RudeHost host = RudeHost.speaking(KEY, POLITE)) {
            assertThat(failure(TlsTrust.of(KEY.asTrustStore()), host.endpoint()).kind())
                    .isEqualTo(Kind.TLS_FAILED);
            assertThat(failure(TlsTrust.of(OTHER_KEY.asTrustStore()), host.endpoint())
                            .kind())
                    .isEqualTo(Kind.TLS_FAILED);
        }
    }

    /** A host that was installed anew, or somebody else in its place: neither kept connections nor resumed sessions help. */
    @ParameterizedTest
    @EnumSource
    void aCertificateThatHasChangedIsRefusedWhereTheOldOneWasTrusted(Connection connection) throws Exception {
        try (BoundedHttp http = new BoundedHttp(TlsTrust.pinned(Set.of(KEY.fingerprint())))) {
            HttpsXapiTransport transport = new HttpsXapiTransport(http);
            int port;
            try (RudeHost before = RudeHost.speaking(KEY, POLITE)) {
                assertThat(value(transport, before, connection)).isEqualTo("yes");
                port = before.endpoint().port();
            }
            try (RudeHost after = RudeHost.speaking(OTHER_KEY, port, POLITE)) {
                await().until(() ->
                        failure(transport, call(after.endpoint(), connection)).kind() == Kind.TLS_FAILED);
                assertThat(after.heardRequests())
                        .as("no password was sent to it")
                        .isZero();
            }
        }
    }
}
