package org.poolwarden.xapi.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.poolwarden.xapi.transport.RudeHost.http;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.poolwarden.xapi.XapiException.SessionInvalid;
import org.poolwarden.xapi.XapiSession;
import org.poolwarden.xapi.XapiSession.Scope;
import org.poolwarden.xapi.rrd.HttpsMetricsReader;
import org.poolwarden.xapi.rrd.RrdExport;
import org.poolwarden.xapi.rrd.RrdQuery;

@Timeout(60)
class MetricsRequestTest {

    private static final RudeKey KEY = RudeKey.create();
    private static final Duration PATIENT = Duration.ofSeconds(45);

    /** URLs are written to logs, cookies are not. */
    @Test
    void theSessionTravelsInACookieAndXmlIsAskedFor() throws Exception {
        Queue<String> requests = new ConcurrentLinkedQueue<>();
        String export = "<xport><meta><step>5</step><legend><entry>AVERAGE:host:h:cpu_avg</entry></legend></meta>"
                + "<data><row><t>10</t><v>0.5</v></row></data></xport>";
        try (RudeHost host = RudeHost.speaking(KEY, caller -> {
                    requests.add(caller.request());
                    caller.write(http("200 OK", "Content-Type: text/xml\r\n", export));
                });
                BoundedHttp client = new BoundedHttp(TlsTrust.insecure())) {
            assertThat(read(client, host)
                            .toCompletableFuture()
                            .get(45, TimeUnit.SECONDS)
                            .rows())
                    .hasSize(1);
        }
        assertThat(requests.poll())
                .startsWith("GET /rrd_updates?start=-15&interval=5&cf=AVERAGE&host=true HTTP/1.1\r\n")
                .contains("Cookie: session_id=OpaqueRef:secret", "Accept: text/xml", "User-Agent: poolwarden/");
    }

    @Test
    void aSessionThatOpensNothingIsInvalid() throws Exception {
        try (RudeHost host = RudeHost.speaking(KEY, caller -> caller.write(http("401 Unauthorized", "", "")));
                BoundedHttp client = new BoundedHttp(TlsTrust.insecure())) {
            CompletionStage<RrdExport> answer = read(client, host);

            assertThat(answer.toCompletableFuture())
                    .failsWithin(PATIENT)
                    .withThrowableOfType(ExecutionException.class)
                    .withCauseInstanceOf(SessionInvalid.class);
        }
    }

    private static CompletionStage<RrdExport> read(BoundedHttp client, RudeHost host) {
        XapiSession session = new XapiSession(host.endpoint(), "OpaqueRef:secret", Scope.LOCAL);
        return new HttpsMetricsReader(client).read(session, new RrdQuery(-15, 5), PATIENT);
    }
}
