package org.poolwarden.schema.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientFactory;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
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
    static final int NOT_FOUND = 404;
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

    /**
     * What bytes say by the schema that they were written with. Empty when they are not in this format, the registry
     * does not know their schema, or they are no record of it.
     *
     * @throws SerializationException when the registry does not answer
     */
    public Optional<JsonNode> asWritten(byte[] bytes) {
        if (bytes.length < HEADER || bytes[0] != MAGIC) {
            return Optional.empty();
        }
        int id = ByteBuffer.wrap(bytes, 1, Integer.BYTES).getInt();
        try {
            return WrittenForm.of(bytes, (Schema) registry.getSchemaById(id).rawSchema());
        } catch (RestClientException e) {
            if (e.getStatus() == NOT_FOUND) {
                return Optional.empty();
            }
            throw new SerializationException("asking the registry for schema " + id, e);
        } catch (IOException e) {
            throw new SerializationException("asking the registry for schema " + id, e);
        }
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
