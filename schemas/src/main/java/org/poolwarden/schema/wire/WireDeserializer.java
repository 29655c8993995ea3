package org.poolwarden.schema.wire;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.poolwarden.schema.topic.Topic;

/** Reads records of one topic, whatever version of the schema they were written with. */
final class WireDeserializer<V extends SpecificRecord> implements Deserializer<V> {

    private final SchemaRegistryClient registry;
    private final Topic<V> topic;
    private final Map<Integer, SpecificDatumReader<V>> readers = new HashMap<>();
    private BinaryDecoder decoder;

    WireDeserializer(SchemaRegistryClient registry, Topic<V> topic) {
        this.registry = registry;
        this.topic = topic;
    }

    @Override
    public V deserialize(String ignored, byte[] bytes) {
        if (bytes == null) {
            return null;
        }
        if (bytes.length < WireCodec.HEADER || bytes[0] != WireCodec.MAGIC) {
            throw new BadRecordException(
                    topic.name() + ": expected a zero byte and a schema id, found " + bytes.length + " other bytes");
        }
        int id = ByteBuffer.wrap(bytes, 1, Integer.BYTES).getInt();
        V value = read(reader(id), id, bytes);
        Unspecified.pathIn(value).ifPresent(path -> {
            throw new BadRecordException(topic.name() + ": " + path
                    + " is UNSPECIFIED: it was left out, or a newer writer used a value this reader does not know");
        });
        return value;
    }

    private V read(SpecificDatumReader<V> reader, int id, byte[] bytes) {
        try {
            decoder = DecoderFactory.get()
                    .binaryDecoder(bytes, WireCodec.HEADER, bytes.length - WireCodec.HEADER, decoder);
            return reader.read(null, decoder);
        } catch (IOException | AvroRuntimeException | IndexOutOfBoundsException | NegativeArraySizeException e) {
            throw new BadRecordException(topic.name() + ": the bytes do not decode with schema " + id, e);
        }
    }

    private SpecificDatumReader<V> reader(int id) {
        SpecificDatumReader<V> known = readers.get(id);
        if (known != null) {
            return known;
        }
        SpecificDatumReader<V> made =
                new SpecificDatumReader<>(written(id), topic.schema(), SpecificData.getForClass(topic.type()));
        readers.put(id, made);
        return made;
    }

    /** An unknown id is the record's fault; a registry that does not answer is not. */
    private Schema written(int id) {
        try {
            return (Schema) registry.getSchemaById(id).rawSchema();
        } catch (RestClientException e) {
            if (e.getStatus() == WireCodec.NOT_FOUND) {
                throw new BadRecordException(topic.name() + ": the registry knows no schema " + id, e);
            }
            throw new SerializationException("asking the registry for schema " + id, e);
        } catch (IOException e) {
            throw new SerializationException("asking the registry for schema " + id, e);
        }
    }
}
