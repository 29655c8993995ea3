package org.poolwarden.bench.detector;

import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.poolwarden.schema.HostHeartbeat;
import org.poolwarden.schema.topic.Topic;
import org.poolwarden.schema.wire.WireCodec;

/**
 * The last heartbeat of each host in a persistent store with a changelog, and nothing else.
 *
 * <pre>
 * xen.heartbeats ─→ keep-heartbeats (heartbeats)
 * </pre>
 */
record StoreOnly(Topic<HostHeartbeat> topic, WireCodec codec) implements Supplier<Topology> {

    private static final String STORE = "heartbeats";

    @Override
    public Topology get() {
        String node = "keep-heartbeats";
        return new Topology()
                .addSource(
                        "read-heartbeats",
                        new StringDeserializer(),
                        codec.serde(topic).deserializer(),
                        topic.name())
                .addProcessor(node, Keeping::new, "read-heartbeats")
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                        Stores.persistentKeyValueStore(STORE), Serdes.String(), codec.serde(topic))
                                .withCachingDisabled(),
                        node);
    }

    private static final class Keeping implements Processor<String, HostHeartbeat, Void, Void> {

        private KeyValueStore<String, HostHeartbeat> heartbeats;

        @Override
        public void init(ProcessorContext<Void, Void> context) {
            heartbeats = context.getStateStore(STORE);
        }

        @Override
        public void process(Record<String, HostHeartbeat> record) {
            heartbeats.put(record.key() + "/" + record.value().getAddress(), record.value());
        }
    }
}
