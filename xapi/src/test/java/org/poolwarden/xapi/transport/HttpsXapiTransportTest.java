package org.poolwarden.xapi.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.poolwarden.xapi.transport.RudeHost.http;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.poolwarden.xapi.Connection;
import org.poolwarden.xapi.HostEndpoint;
import org.poolwarden.xapi.XapiCall;
import org.poolwarden.xapi.XapiException;
import org.poolwarden.xapi.XapiException.Kind;
import org.poolwarden.xapi.transport.RudeHost.Manners;

/** What travels, on which connection, and what the trouble is called; HostileHostTest has hosts at their worst. */
@Timeout(60)
class HttpsXapiTransportTest {

    private static final RudeKey KEY = RudeKey.create();
    private static final Duration PATIENT = Duration.ofSeconds(45);
    private static final String TEXT_XML = "Content-Type: text/xml\r\n";
    private static final Manners POLITE =
            caller -> caller.write(http("200 OK", TEXT_XML + "Connection: close\r\n", Hostility.VALUE));

    @Test
    void aGoodAnswerIsRead() throws Exception {
        try (RudeHost host = RudeHost.speaking(KEY, POLITE)) {
            assertThat(value(host, Connection.FRESH)).isEqualTo("yes");
        }
    }

    /** Real hosts refuse chunked bodies, and headers of more than a kilobyte; and they count calls by User-Agent. */
    @Test
    void aRequestIsAsRealHostsDemandIt() throws Exception {
        Queue<String> requests = new ConcurrentLinkedQueue<>();
        Manners listening = caller -> {
            requests.add(caller.request());
            POLITE.answer(caller);
        };
        try (RudeHost host = RudeHost.speaking(KEY, listening)) {
            value(host, Connection.FRESH);
            value(host, Connection.KEPT);
        }

        assertThat(requests).hasSize(2).allSatisfy(request -> {
            String head = request.substring(0, request.indexOf("\r\n\r\n"));
            assertThat(head)
                    .startsWith("POST / HTTP/1.1\r\n")
                    .containsOnlyOnce("Content-Length: ")
                    .contains("User-Agent: " + BoundedHttp.USER_AGENT, "Content-Type: text/xml")
                    .doesNotContainIgnoringCase("chunked", "Upgrade", "HTTP2", "Accept-Encoding", "secret")
                    .hasSizeLessThan(1024);
        });
        assertThat(requests.poll()).contains("Connection: close");
        assertThat(requests.poll()).doesNotContain("Connection: close");
    }

    @Test
    void aKeptConnectionCarriesManyCallsAndAFreshOneCarriesOne() throws Exception {
        try (RudeHost host = RudeHost.speaking(KEY, keeping(http("200 OK", TEXT_XML, Hostility.VALUE)));
                BoundedHttp http = new BoundedHttp(TlsTrust.insecure())) {
            HttpsXapiTransport transport = new HttpsXapiTransport(http);
            for (int i = 0; i < 5; i++) {
                value(transport, host, Connection.KEPT);
            }
            assertThat(host.acceptedConnections()).isOne();

            value(transport, host, Connection.FRESH);
            assertThat(host.acceptedConnections()).isEqualTo(2);
            await().until(() -> host.openConnections() == 1);
        }
    }

    @Test
    void aFreshConnectionIsNotUsedAgainByTheNextCallWhereTheHostLeavesItOpen() throws Exception {
        Manners deaf = caller -> {
            caller.write(http("200 OK", TEXT_XML, Hostility.VALUE));
            caller.answerAlso(again -> again.write(http("200 OK", TEXT_XML, Hostility.VALUE)));
        };
        try (RudeHost host = RudeHost.speaking(KEY, deaf);
                BoundedHttp http = new BoundedHttp(TlsTrust.insecure())) {
            HttpsXapiTransport transport = new HttpsXapiTransport(http);
            for (int i = 0; i < 3; i++) {
                value(transport, host, Connection.FRESH);
            }
            assertThat(host.acceptedConnections()).isEqualTo(3);
        }
    }

    /** What comes after an answer is not the answer to the next call. */
    @Test
    void anAnswerThatNobodyAskedForIsNotTakenForTheNextOne() throws Exception {
        String forged = http("200 OK", TEXT_XML, Hostility.VALUE.replace("yes", "forged"));
        try (RudeHost host = RudeHost.speaking(KEY, keeping(http("200 OK", TEXT_XML, Hostility.VALUE) + forged));
                BoundedHttp http = new BoundedHttp(TlsTrust.insecure())) {
            HttpsXapiTransport transport = new HttpsXapiTransport(http);
            for (int i = 0; i < 20; i++) {
                assertThat(value(transport, host, Connection.KEPT)).isEqualTo("yes");
            }
        }
    }

    /** The JDK never closes these connections; that the host is there is asked on TCP meanwhile, for it may go. */
    @Test
    void whoSpeaksNoHttpIsOnlyKnockedAtForAWhile() throws Exception {
        try (BoundedHttp http = new BoundedHttp(TlsTrust.insecure())) {
            HttpsXapiTransport transport = new HttpsXapiTransport(http);
            RudeHost host = RudeHost.speaking(KEY, Hostility.NO_HTTP);
            try (host) {
                for (int i = 0; i < 5; i++) {
                    assertThat(failure(transport, call(host.endpoint(), Connection.FRESH))
                                    .kind())
                            .isEqualTo(Kind.BAD_ANSWER);
                }
                assertThat(host.heardRequests()).isOne();
            }
            await().untilAsserted(() -> assertThat(failure(transport, call(host.endpoint(), Connection.FRESH))
                            .kind())
                    .isEqualTo(Kind.CONNECTION_REFUSED));
        }
    }

    @Test
    void aCallThatIsGivenUpClosesItsConnection() throws Exception {
        try (RudeHost host = RudeHost.speaking(KEY, Hostility.SILENCE);
                BoundedHttp http = new BoundedHttp(TlsTrust.insecure())) {
            CompletableFuture<Object> open = new HttpsXapiTransport(http)
                    .call(call(host.endpoint(), Connection.FRESH))
                    .toCompletableFuture();
            await().until(() -> host.heardRequests() == 1);
            open.cancel(true);

            await().until(() -> host.openConnections() == 0);
        }
    }

    /** A call that is left open for an hour must not outlive the task that made it. */
    @Test
    void closingTheClientEndsEveryOpenCall() throws Exception {
        try (RudeHost host = RudeHost.speaking(KEY, Hostility.SILENCE)) {
            BoundedHttp http = new BoundedHttp(TlsTrust.insecure());
            HttpsXapiTransport transport = new HttpsXapiTransport(http);
            List<CompletableFuture<Object>> open = List.of(
                    transport.call(call(host.endpoint(), Connection.FRESH)).toCompletableFuture(),
                    transport.call(call(host.endpoint(), Connection.KEPT)).toCompletableFuture());
            await().until(() -> host.heardRequests() == 2);
            http.close();

            assertThat(open).allSatisfy(call -> await().until(call::isCompletedExceptionally));
            await().until(() -> host.openConnections() == 0);
        }
    }

    @Test
    void aPortWhereNobodyListensRefuses() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = closed.getLocalPort();
        }
        assertThat(failure(TlsTrust.insecure(), new HostEndpoint("nobody", "127.0.0.1", port))
                        .kind())
                .isEqualTo(Kind.CONNECTION_REFUSED);
    }

    @Test
    void aNameThatNobodyKnowsIsAHostThatIsNotReached() throws Exception {
        assertThat(failure(TlsTrust.insecure(), new HostEndpoint("nobody", "no-such-host.invalid", 443))
                        .kind())
                .isEqualTo(Kind.CONNECT_TIMED_OUT);
    }

    /** The JDK looks names up on the threads that carry every call. */
    @Test
    void aNameServerThatIsSilentHoldsUpNobodyElse() throws Exception {
        CountDownLatch silence = new CountDownLatch(1);
        TcpDoors doors = new TcpDoors(name -> {
            if (name.endsWith("invalid")) {
                await().atMost(PATIENT).until(() -> silence.getCount() == 0);
            }
            return InetAddress.getByName(name);
        });
        try (RudeHost host = RudeHost.speaking(KEY, POLITE);
                BoundedHttp http = new BoundedHttp(TlsTrust.insecure(), doors)) {
            HttpsXapiTransport transport = new HttpsXapiTransport(http);
            List<CompletableFuture<Object>> waiting = IntStream.range(0, 8)
                    .mapToObj(i -> new HostEndpoint("slow", "slow-" + i + ".invalid", 443))
                    .map(slow -> transport.call(call(slow, Connection.KEPT)).toCompletableFuture())
                    .toList();

            assertThat(value(transport, host, Connection.FRESH)).isEqualTo("yes");
            assertThat(waiting).noneMatch(CompletableFuture::isDone);
            HostEndpoint slow = new HostEndpoint("slow", "slow-0.invalid", 443);
            XapiCall brief = new XapiCall(slow, "test.call", List.of(), Duration.ofMillis(200), Connection.KEPT, 1024);
            assertThat(failure(transport, brief).kind()).isEqualTo(Kind.CONNECT_TIMED_OUT);
        } finally {
            silence.countDown();
        }
    }

    @Test
    void troubleSaysWhichCallAndWhatWasExpected() throws Exception {
        try (RudeHost host = RudeHost.speaking(KEY, Hostility.A_GIGABYTE_DECLARED)) {
            assertThat(failure(TlsTrust.insecure(), host.endpoint()))
                    .hasMessageContaining("1000000000 bytes, where 65536 are allowed");
        }
        try (RudeHost host = RudeHost.speaking(KEY, Hostility.HTTP_500)) {
            assertThat(failure(TlsTrust.insecure(), host.endpoint()))
                    .hasMessageContaining("test.call on rude")
                    .hasMessageContaining("500 with text/html")
                    .hasMessageNotContaining("secret");
        }
    }

    /** Answers so often as it is asked, on one connection, but where it is asked to close it. */
    private static Manners keeping(String answer) {
        return caller -> {
            caller.write(answer);
            if (!caller.request().contains("Connection: close")) {
                caller.answerAlso(again -> again.write(answer));
            }
        };
    }

    static XapiException failure(TlsTrust trust, HostEndpoint host) throws Exception {
        try (BoundedHttp http = new BoundedHttp(trust)) {
            return failure(new HttpsXapiTransport(http), call(host, Connection.FRESH));
        }
    }

    static XapiException failure(HttpsXapiTransport transport, XapiCall call) throws Exception {
        try {
            throw new AssertionError("an answer: "
                    + transport.call(call).toCompletableFuture().get(PATIENT.toSeconds(), TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            return XapiException.of(e.getCause());
        }
    }

    private static Object value(RudeHost host, Connection connection) throws Exception {
        try (BoundedHttp http = new BoundedHttp(TlsTrust.insecure())) {
            return value(new HttpsXapiTransport(http), host, connection);
        }
    }

    static Object value(HttpsXapiTransport transport, RudeHost host, Connection connection) throws Exception {
        return transport
                .call(call(host.endpoint(), connection))
                .toCompletableFuture()
                .get(PATIENT.toSeconds(), TimeUnit.SECONDS);
    }

    static XapiCall call(HostEndpoint host, Connection connection) {
        return new XapiCall(host, "test.call", List.of("secret"), PATIENT, connection, 64 * 1024);
    }
}
