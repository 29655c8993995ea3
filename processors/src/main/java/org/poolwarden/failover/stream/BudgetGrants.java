package org.poolwarden.failover.stream;

import java.time.Instant;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.poolwarden.failover.BudgetShare;
import org.poolwarden.failover.Fleet;
import org.poolwarden.schema.RecoveryRequest;

/**
 * Answers pools that want to recover: one partition, so no two of them take the last grant.
 *
 * <p>The fleet lives in memory; the store has a row for each pool, and gets those that a request changes.
 */
final class BudgetGrants implements Processor<String, SpecificRecord, String, SpecificRecord> {

    /** The one key of the requests. */
    static final String FLEET = "fleet";

    private ProcessorContext<String, SpecificRecord> context;
    private KeyValueStore<String, BudgetShare> shares;
    private Optional<Fleet> fleet = Optional.empty();

    @Override
    public void init(ProcessorContext<String, SpecificRecord> context) {
        this.context = context;
        this.shares = context.getStateStore(FailoverTopology.BUDGET_SHARES);
        fleet = Optional.empty();
    }

    @Override
    public void process(Record<String, SpecificRecord> record) {
        if (!(record.value() instanceof RecoveryRequest request)) {
            return;
        }
        Fleet known = fleet.orElseGet(this::restored);
        fleet = Optional.of(known);
        Fleet.Turn turn = known.hear(request, Instant.ofEpochMilli(record.timestamp()));
        turn.changed().forEach(shares::put);
        turn.grants()
                .forEach(grant -> context.forward(
                        new Record<>(grant.getPool(), grant, record.timestamp()), FailoverTopology.WRITE_GRANTS));
    }

    private Fleet restored() {
        Fleet restored = new Fleet();
        try (KeyValueIterator<String, BudgetShare> rows = shares.all()) {
            rows.forEachRemaining(row -> restored.put(row.key, row.value));
        }
        return restored;
    }
}
