package org.poolwarden.failover.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.poolwarden.failover.BudgetShare;
import org.poolwarden.schema.RecoveryRequest;
import org.poolwarden.schema.RequestKind;

/** The fleet's budget over a store, across restarts. */
class BudgetGrantsTest {

    private static final int POOLS = 40;
    private static final int REQUESTS = 2000;

    private KeyValueStore<String, BudgetShare> store;

    @BeforeEach
    void open() {
        store = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(FailoverTopology.BUDGET_SHARES),
                        Serdes.String(),
                        BudgetShareRows.serde())
                .withLoggingDisabled()
                .build();
        MockProcessorContext<Void, Void> context = new MockProcessorContext<>(new Properties());
        store.init(context.getStateStoreContext(), store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void whoIsRestartedAnswersAsIfNothingHadHappened() {
        List<RecoveryRequest> requests = requests(7);
        List<SpecificRecord> steady = new Listening().hear(requests);
        store.all().forEachRemaining(row -> store.delete(row.key));

        List<SpecificRecord> restarted = IntStream.range(0, REQUESTS / 10)
                .mapToObj(part -> requests.subList(part * 10, part * 10 + 10))
                .flatMap(part -> new Listening().hear(part).stream())
                .toList();

        assertThat(steady).hasSizeGreaterThan(REQUESTS / 2);
        assertThat(restarted).isEqualTo(steady);
    }

    @Test
    void aPoolHasARowOfItsOwn() {
        new Listening().hear(List.of(request("a", "a", RequestKind.JOIN), request("b", "b/1", RequestKind.ASK)));

        assertThat(store.get("a")).isEqualTo(BudgetShare.NONE);
        assertThat(store.get("b")).isNotNull().isNotEqualTo(BudgetShare.NONE);
        assertThat(store.approximateNumEntries()).isEqualTo(2);
    }

    private static List<RecoveryRequest> requests(long seed) {
        Random random = new Random(seed);
        RequestKind[] kinds = {RequestKind.JOIN, RequestKind.ASK, RequestKind.ASK, RequestKind.END};
        return Stream.generate(() -> "pool-" + random.nextInt(POOLS))
                .limit(REQUESTS)
                .map(pool -> request(pool, pool + "/" + random.nextInt(2), kinds[random.nextInt(kinds.length)]))
                .toList();
    }

    private static RecoveryRequest request(String pool, String id, RequestKind kind) {
        return new RecoveryRequest(id, pool, kind, false, Instant.EPOCH);
    }

    /** The processor from its start on. */
    private final class Listening {

        private final MockProcessorContext<String, SpecificRecord> context =
                new MockProcessorContext<>(new Properties());
        private final BudgetGrants grants = new BudgetGrants();

        private Listening() {
            context.addStateStore(store);
            grants.init(context);
        }

        private List<SpecificRecord> hear(List<RecoveryRequest> requests) {
            requests.forEach(request -> grants.process(new Record<>(BudgetGrants.FLEET, request, 0)));
            return context.forwarded().stream()
                    .map(captured -> (SpecificRecord) captured.record().value())
                    .toList();
        }
    }
}
