package org.poolwarden.schema.wire;

import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientFactory;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.poolwarden.schema.topic.Topic;

/**
 * Reads and writes records in Confluent's wire format: a zero byte, the schema's id in four bytes, Avro binary.
 *
 * <p>Byte-equal to Confluent's own serializer, and readable by any consumer that knows the registry.
 */
public final class WireCodec {

    static final byte MAGIC = 0;
    static final int HEADER = 5;
    private static final int CACHED_SCHEMAS = 1000;

    static {
        AvroTrust.install();
    }

    private final SchemaRegistryClient registry;

    public WireCodec(SchemaRegistryClient registry) {
        this.registry = registry;
    }

    /** A codec over the registry at {@code url}; nothing is asked of it before the first record. */
    public static WireCodec at(String url) {
        return new WireCodec(SchemaRegistryClientFactory.newClient(
                List.of(url), CACHED_SCHEMAS, List.of(new AvroSchemaProvider()), Map.of(), Map.of()));
    }

    public <V extends SpecificRecord> Serde<V> serde(Topic<V> topic) {
        return Serdes.serdeFrom(serializer(topic), deserializer(topic));
    }

    /** Registers the topic's schema and its compatibility with the first record. Not for several threads at once. */
    public <V extends SpecificRecord> Serializer<V> serializer(Topic<V> topic) {
        return new WireSerializer<>(registry, topic);
    }

    /** Not for several threads at once. */
    public <V extends SpecificRecord> Deserializer<V> deserializer(Topic<V> topic) {
        return new WireDeserializer<>(registry, topic);
    }
}
