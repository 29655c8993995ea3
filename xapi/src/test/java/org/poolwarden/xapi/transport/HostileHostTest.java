package org.poolwarden.xapi.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.poolwarden.xapi.Connection;
import org.poolwarden.xapi.Credentials;
import org.poolwarden.xapi.HostEndpoint;
import org.poolwarden.xapi.XapiCall;
import org.poolwarden.xapi.XapiException;
import org.poolwarden.xapi.XapiException.Kind;
import org.poolwarden.xapi.XapiSession;
import org.poolwarden.xapi.XapiSession.Scope;
import org.poolwarden.xapi.redfish.BmcEndpoint;
import org.poolwarden.xapi.redfish.PowerState;
import org.poolwarden.xapi.redfish.RedfishClient;
import org.poolwarden.xapi.rrd.HttpsMetricsReader;
import org.poolwarden.xapi.rrd.RrdQuery;

/**
 * Hosts at their worst: whatever they do, a question ends by its deadline, in bounded memory, with one typed error, and
 * leaves no connection behind.
 */
@Timeout(60)
class HostileHostTest {

    private static final RudeKey KEY = RudeKey.create();

    /** Nothing waits for it but what ends before its deadline; those that end by it have a short one. */
    private static final Duration PATIENT = Duration.ofSeconds(45);

    private static final Duration SHORT = Duration.ofMillis(400);
    private static final int CAP = 64 * 1024;

    /** The cap, and what the sockets of both sides and TLS hold in between. */
    private static final long MOST_BYTES = 64L * 1024 * 1024;

    @ParameterizedTest
    @EnumSource
    void aCallEndsWithOneTypedError(Hostility hostility) throws Exception {
        for (Connection connection : Connection.values()) {
            try (RudeHost host = RudeHost.speaking(KEY, hostility)) {
                XapiException trouble = failure(http ->
                        new HttpsXapiTransport(http).call(call(host.endpoint(), deadline(hostility), connection)));

                assertThat(trouble.kind())
                        .as("%s connection, %s", connection, trouble.getMessage())
                        .isEqualTo(hostility.kind());
                leavesNothingBehind(host, hostility);
                assertThat(host.heardRequests()).as("nothing is sent twice").isOne();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void soDoesAQuestionForMetrics(Hostility hostility) throws Exception {
        try (RudeHost host = RudeHost.speaking(KEY, hostility)) {
            XapiSession session = new XapiSession(host.endpoint(), "OpaqueRef:1", Scope.LOCAL);
            XapiException trouble = failure(
                    http -> new HttpsMetricsReader(http).read(session, new RrdQuery(-5, 5), deadline(hostility)));

            assertThat(trouble.kind()).isEqualTo(hostility.kind());
            leavesNothingBehind(host, hostility);
        }
    }

    /** Of a BMC nothing is known then, which proves nothing. */
    @ParameterizedTest
    @EnumSource
    void andAQuestionForPowerIsAnsweredWithUnknown(Hostility hostility) throws Exception {
        try (RudeHost host = RudeHost.speaking(KEY, hostility)) {
            BmcEndpoint bmc = new BmcEndpoint(
                    URI.create("https://" + host.endpoint().authority()), new Credentials("root", "secret"));

            assertThat(ended(http -> new RedfishClient(http).read(bmc, deadline(hostility))))
                    .isEqualTo(PowerState.UNKNOWN);
            leavesNothingBehind(host, hostility);
        }
    }

    private static Duration deadline(Hostility hostility) {
        return hostility.kind() == Kind.ANSWER_TIMED_OUT ? SHORT : PATIENT;
    }

    private static void leavesNothingBehind(RudeHost host, Hostility hostility) {
        if (hostility.isHttp()) {
            await("every connection is closed")
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> host.openConnections() == 0);
        }
        assertThat(host.written()).as("bytes that were taken of a gigabyte").isLessThan(MOST_BYTES);
    }

    private static XapiException failure(Function<BoundedHttp, CompletionStage<?>> question) throws Exception {
        try {
            throw new AssertionError("an answer: " + ended(question));
        } catch (ExecutionException e) {
            assertThat(e.getCause()).isInstanceOf(XapiException.class);
            return (XapiException) e.getCause();
        }
    }

    private static Object ended(Function<BoundedHttp, CompletionStage<?>> question) throws Exception {
        try (BoundedHttp http = new BoundedHttp(TlsTrust.insecure())) {
            return question.apply(http).toCompletableFuture().get(PATIENT.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static XapiCall call(HostEndpoint host, Duration deadline, Connection connection) {
        return new XapiCall(host, "test.call", List.of("secret"), deadline, connection, CAP);
    }
}
