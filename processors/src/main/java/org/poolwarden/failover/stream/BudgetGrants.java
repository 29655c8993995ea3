package org.poolwarden.failover.stream;

import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.poolwarden.failover.Fleet;
import org.poolwarden.schema.RecoveryRequest;

/** Answers pools that want to recover: one partition, so no two of them take the last grant. */
final class BudgetGrants implements Processor<String, SpecificRecord, String, SpecificRecord> {

    /** The one key of the store and of the requests. */
    static final String FLEET = "fleet";

    private ProcessorContext<String, SpecificRecord> context;
    private KeyValueStore<String, Fleet> fleets;

    @Override
    public void init(ProcessorContext<String, SpecificRecord> context) {
        this.context = context;
        this.fleets = context.getStateStore(FailoverTopology.FLEETS);
    }

    @Override
    public void process(Record<String, SpecificRecord> record) {
        if (!(record.value() instanceof RecoveryRequest request)) {
            return;
        }
        Fleet known = fleets.get(FLEET);
        Fleet fleet = known == null ? Fleet.EMPTY : known;
        Fleet.Turn turn = fleet.after(request, Instant.ofEpochMilli(record.timestamp()));
        if (!turn.fleet().equals(fleet)) {
            fleets.put(FLEET, turn.fleet());
        }
        turn.grants()
                .forEach(grant -> context.forward(
                        new Record<>(grant.getPool(), grant, record.timestamp()), FailoverTopology.WRITE_GRANTS));
    }
}
