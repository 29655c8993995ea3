package org.poolwarden.xapi.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.poolwarden.xapi.transport.RudeHost.http;

import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.poolwarden.xapi.Connection;
import org.poolwarden.xapi.HostEndpoint;
import org.poolwarden.xapi.XapiCall;
import org.poolwarden.xapi.XapiException;
import org.poolwarden.xapi.XapiException.Kind;

/** How the transport ends when a host behaves badly; the well-behaved one is the connectors' test. */
@Timeout(120)
class HttpsXapiTransportTest {

    private static final Duration PATIENT = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(500);
    private static final String TEXT_XML = "Content-Type: text/xml\r\n";
    private static final String OK = "<methodResponse><params><param><value><struct>"
            + "<member><name>Status</name><value>Success</value></member>"
            + "<member><name>Value</name><value>yes</value></member>"
            + "</struct></value></param></params></methodResponse>";

    private final CountDownLatch over = new CountDownLatch(1);

    @AfterEach
    void letEveryConnectionGo() {
        over.countDown();
    }

    @Test
    void aGoodAnswerIsRead() throws Exception {
        assertThat(value(out -> write(out, http("200 OK", TEXT_XML, OK)))).isEqualTo("yes");
    }

    @Test
    void aLengthOverTheCapIsRefusedBeforeTheBody() throws Exception {
        XapiException trouble = trouble(
                out -> {
                    write(out, "HTTP/1.1 200 OK\r\n" + TEXT_XML + "Content-Length: 2000000000\r\n\r\n");
                    hold();
                },
                PATIENT);

        assertThat(trouble.kind()).isEqualTo(Kind.ANSWER_TOO_LARGE);
        assertThat(trouble).hasMessageContaining("2000000000 bytes, where 4096 are allowed");
    }

    @Test
    void aBodyWithoutLengthIsCutAtTheCap() throws Exception {
        XapiException trouble = trouble(
                out -> {
                    write(out, "HTTP/1.1 200 OK\r\n" + TEXT_XML + "Connection: close\r\n\r\n");
                    while (over.getCount() > 0) {
                        write(out, "<x>".repeat(1000));
                    }
                },
                PATIENT);

        assertThat(trouble.kind()).isEqualTo(Kind.ANSWER_TOO_LARGE);
    }

    @Test
    void silenceEndsAtTheDeadline() throws Exception {
        assertThat(trouble(out -> hold(), SHORT).kind()).isEqualTo(Kind.ANSWER_TIMED_OUT);
    }

    /** The JDK's own timeout ends with the headers; ours covers the last byte. */
    @Test
    void aBodyThatDripsEndsAtTheDeadline() throws Exception {
        XapiException trouble = trouble(
                out -> {
                    write(out, "HTTP/1.1 200 OK\r\n" + TEXT_XML + "Content-Length: 4000\r\n\r\n");
                    do {
                        write(out, " ");
                    } while (!hold(Duration.ofMillis(20)));
                },
                SHORT);

        assertThat(trouble.kind()).isEqualTo(Kind.ANSWER_TIMED_OUT);
    }

    @Test
    void aCloseWithoutAnAnswerSaysThatTlsWasThere() throws Exception {
        assertThat(trouble(out -> {}, PATIENT).kind()).isEqualTo(Kind.CLOSED_BY_PEER);
    }

    @Test
    void aCloseInTheMiddleIsNoAnswer() throws Exception {
        XapiException trouble =
                trouble(out -> write(out, http("200 OK", TEXT_XML, OK).substring(0, 200)), PATIENT);

        assertThat(trouble.kind()).isEqualTo(Kind.CLOSED_BY_PEER);
    }

    @Test
    void aHandshakeThatStallsEndsAtTheDeadline() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
                HttpsXapiTransport transport = new HttpsXapiTransport(new BoundedHttp(TlsTrust.insecure()))) {
            HostEndpoint host = new HostEndpoint("mute", "127.0.0.1", mute.getLocalPort());

            assertThat(failure(transport, call(host, SHORT)).kind())
                    .isIn(Kind.CONNECT_TIMED_OUT, Kind.ANSWER_TIMED_OUT, Kind.TLS_FAILED);
        }
    }

    @Test
    void aPortThatSpeaksNoTlsIsNoTls() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
                HttpsXapiTransport transport = new HttpsXapiTransport(new BoundedHttp(TlsTrust.insecure()))) {
            Thread greeter = new Thread(() -> greet(plain));
            greeter.setDaemon(true);
            greeter.start();
            HostEndpoint host = new HostEndpoint("plain", "127.0.0.1", plain.getLocalPort());

            assertThat(failure(transport, call(host, PATIENT)).kind()).isEqualTo(Kind.TLS_FAILED);
        }
    }

    private void greet(ServerSocket plain) {
        try (java.net.Socket socket = plain.accept()) {
            socket.getOutputStream().write("SSH-2.0-OpenSSH_9.2\r\n".getBytes(StandardCharsets.US_ASCII));
            hold();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** A host that was installed anew has another certificate at the same address. */
    @Test
    void aCertificateThatHasChangedIsRefusedOnTheNextConnection() throws Exception {
        try (RudeHost before = new RudeHost(out -> write(out, http("200 OK", TEXT_XML, OK)));
                RudeHost after = new RudeHost(out -> write(out, http("200 OK", TEXT_XML, OK)))) {
            TlsTrust pinned = TlsTrust.pinned(Map.of(
                    before.endpoint().authority(), Set.of(before.fingerprint()),
                    after.endpoint().authority(), Set.of(before.fingerprint())));

            assertThat(before.fingerprint()).isNotEqualTo(after.fingerprint());
            assertThat(over(pinned, before)).isEqualTo("yes");
            try (HttpsXapiTransport transport = new HttpsXapiTransport(new BoundedHttp(pinned))) {
                assertThat(failure(transport, call(after.endpoint(), PATIENT)).kind())
                        .isEqualTo(Kind.TLS_FAILED);
            }
        }
    }

    @Test
    void headersWithoutEndEndInBoundedMemory() throws Exception {
        XapiException trouble = trouble(
                out -> {
                    write(out, "HTTP/1.1 200 OK\r\n");
                    while (over.getCount() > 0) {
                        write(out, "X-Endless: " + "x".repeat(1000) + "\r\n");
                    }
                },
                PATIENT);

        assertThat(trouble.kind()).isIn(Kind.CLOSED_BY_PEER, Kind.BAD_ANSWER, Kind.ANSWER_TOO_LARGE);
    }

    @Test
    void aBodyShorterThanItsLengthIsNoAnswer() throws Exception {
        XapiException trouble = trouble(
                out -> write(out, "HTTP/1.1 200 OK\r\n" + TEXT_XML + "Content-Length: 4000\r\n\r\n" + OK), PATIENT);

        assertThat(trouble.kind()).isEqualTo(Kind.CLOSED_BY_PEER);
    }

    @Test
    void anotherStatusIsABadAnswerThatNamesIt() throws Exception {
        XapiException trouble = trouble(out -> write(out, http("503 Busy", TEXT_XML, OK)), PATIENT);

        assertThat(trouble.kind()).isEqualTo(Kind.BAD_ANSWER);
        assertThat(trouble).hasMessageContaining("test.call on rude").hasMessageContaining("503");
    }

    @Test
    void aRedirectIsNotFollowed() throws Exception {
        XapiException trouble = trouble(
                out -> write(out, http("302 Found", TEXT_XML + "Location: https://127.0.0.1:1/\r\n", "")), PATIENT);

        assertThat(trouble).hasMessageContaining("302");
    }

    @Test
    void anotherContentTypeIsABadAnswer() throws Exception {
        assertThat(trouble(out -> write(out, http("200 OK", "Content-Type: text/html\r\n", OK)), PATIENT))
                .hasMessageContaining("text/html");
    }

    @Test
    void compressionThatNobodyAskedForIsABadAnswer() throws Exception {
        XapiException trouble =
                trouble(out -> write(out, http("200 OK", TEXT_XML + "Content-Encoding: gzip\r\n", OK)), PATIENT);

        assertThat(trouble.kind()).isEqualTo(Kind.BAD_ANSWER);
    }

    @Test
    void aPortWhereNobodyListensRefuses() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = closed.getLocalPort();
        }
        try (HttpsXapiTransport transport = new HttpsXapiTransport(new BoundedHttp(TlsTrust.insecure()))) {
            HostEndpoint nobody = new HostEndpoint("nobody", "127.0.0.1", port);

            assertThat(failure(transport, call(nobody, PATIENT)).kind()).isEqualTo(Kind.CONNECTION_REFUSED);
        }
    }

    @Test
    void aCertificateForAnotherNameIsTrustedByItsFingerprintAlone() throws Exception {
        try (RudeHost host = new RudeHost(out -> write(out, http("200 OK", TEXT_XML, OK)))) {
            TlsTrust right = TlsTrust.pinned(Map.of(host.endpoint().authority(), Set.of(host.fingerprint())));
            TlsTrust wrong =
                    TlsTrust.pinned(Map.of(host.endpoint().authority(), Set.of(Fingerprint.parse("ab".repeat(32)))));

            assertThat(over(right, host)).isEqualTo("yes");
            try (HttpsXapiTransport transport = new HttpsXapiTransport(new BoundedHttp(wrong))) {
                XapiException trouble = failure(transport, call(host.endpoint(), PATIENT));
                assertThat(trouble.kind()).isEqualTo(Kind.TLS_FAILED);
                assertThat(trouble).hasMessageContaining(host.fingerprint().toString());
            }
        }
    }

    private static Object over(TlsTrust trust, RudeHost host) throws Exception {
        try (HttpsXapiTransport transport = new HttpsXapiTransport(new BoundedHttp(trust))) {
            return transport
                    .call(call(host.endpoint(), PATIENT))
                    .toCompletableFuture()
                    .get();
        }
    }

    private static Object value(RudeHost.Manners manners) throws Exception {
        try (RudeHost host = new RudeHost(manners)) {
            return over(TlsTrust.insecure(), host);
        }
    }

    private static XapiException trouble(RudeHost.Manners manners, Duration deadline) throws Exception {
        try (RudeHost host = new RudeHost(manners);
                HttpsXapiTransport transport = new HttpsXapiTransport(new BoundedHttp(TlsTrust.insecure()))) {
            return failure(transport, call(host.endpoint(), deadline));
        }
    }

    private static XapiException failure(HttpsXapiTransport transport, XapiCall call) throws InterruptedException {
        try {
            throw new AssertionError(
                    "an answer: " + transport.call(call).toCompletableFuture().get());
        } catch (ExecutionException e) {
            return XapiException.of(e.getCause());
        }
    }

    private static XapiCall call(HostEndpoint host, Duration deadline) {
        return new XapiCall(host, "test.call", List.of("secret"), deadline, Connection.FRESH, 4096);
    }

    private static void write(OutputStream out, String text) throws java.io.IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private void hold() {
        hold(PATIENT);
    }

    private boolean hold(Duration atMost) {
        try {
            return over.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
