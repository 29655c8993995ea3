package org.poolwarden.bench.interview;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.poolwarden.xapi.Connection;
import org.poolwarden.xapi.XapiClient;
import org.poolwarden.xapi.XapiException.AnswerTimedOut;
import org.poolwarden.xapi.XapiException.HostIsSlave;
import org.poolwarden.xapi.XapiSession;
import org.poolwarden.xapi.transport.HttpsXapiTransport;

/** Both transports carry the same calls to the same hosts. */
@Timeout(120)
class StockTransportTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(300);

    private LeanPools lean;
    private StockTransport transport;
    private XapiClient stock;

    @BeforeEach
    void open() throws Exception {
        lean = new LeanPools(new Fleet(2, 2));
        transport = new StockTransport(1);
        stock = new XapiClient(transport);
    }

    @AfterEach
    void close() {
        transport.close();
        lean.close();
    }

    @Test
    void itBringsWhatTheOtherTransportBrings() {
        XapiClient ours = new XapiClient(new HttpsXapiTransport(lean.http));
        XapiSession session =
                (XapiSession) LeanPools.outcome(stock.login(lean.endpoint(0), LeanPools.ROOT, LONG, Connection.KEPT));

        for (XapiClient client : List.of(stock, ours)) {
            assertThat(LeanPools.outcome(client.login(lean.endpoint(1), LeanPools.ROOT, LONG, Connection.KEPT)))
                    .isInstanceOfSatisfying(HostIsSlave.class, slave -> assertThat(slave.masterAddress())
                            .isEqualTo(Fleet.address(0)));
        }
        assertThat(LeanPools.outcome(stock.hostRecords(session, LONG)))
                .isEqualTo(LeanPools.outcome(ours.hostRecords(session, LONG)));
        assertThat(LeanPools.outcome(stock.isSlave(session, LONG)))
                .isEqualTo(LeanPools.outcome(ours.isSlave(session, LONG)))
                .isEqualTo(false);
        assertThat(LeanPools.outcome(stock.serverTime(session, "OpaqueRef:any", LONG)))
                .isEqualTo(LeanPools.outcome(ours.serverTime(session, "OpaqueRef:any", LONG)));
    }

    @Test
    void aHungHostIsSilentByTheDeadline() {
        lean.hosts.hang(Set.of(0));

        assertThat(LeanPools.outcome(login(0, SHORT))).isInstanceOf(AnswerTimedOut.class);
    }

    /** That is what blocking costs: a host that is well is missed for want of a thread. */
    @Test
    void aCallThatFindsNoThreadInTimeIsMissed() {
        lean.hosts.hang(Set.of(0));
        CompletionStage<?> holdsTheOnlyThread = login(0, LONG);

        assertThat(LeanPools.outcome(login(1, SHORT))).isInstanceOf(AnswerTimedOut.class);
        assertThat(holdsTheOnlyThread.toCompletableFuture()).isNotDone();
    }

    private CompletionStage<?> login(int host, Duration deadline) {
        return stock.login(lean.endpoint(host), LeanPools.ROOT, deadline, Connection.KEPT);
    }
}
