package org.poolwarden.capacity.stream;

import java.util.List;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.poolwarden.capacity.StorageCapacity;
import org.poolwarden.schema.StorageProfile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the last profile of each SR. One that cannot be is kept, too, and taken for none by whoever reads it. */
final class ProfileTable implements Processor<String, StorageProfile, Void, Void> {

    private static final Logger LOG = LoggerFactory.getLogger(ProfileTable.class);

    private KeyValueStore<String, StorageProfile> profiles;

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        profiles = context.getStateStore(CapacityStores.PROFILES);
    }

    @Override
    public void process(Record<String, StorageProfile> record) {
        if (record.key() == null) {
            return;
        }
        if (record.value() != null) {
            List<String> wrong = StorageCapacity.objections(record.value());
            if (!wrong.isEmpty()) {
                LOG.warn("storage profile not used sr={}: {}", record.key(), String.join("; ", wrong));
            }
        }
        profiles.put(record.key(), record.value());
    }
}
