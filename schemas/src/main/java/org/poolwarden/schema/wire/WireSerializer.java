package org.poolwarden.schema.wire;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.OptionalInt;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.poolwarden.schema.topic.Topic;

/** Writes records of one topic. */
final class WireSerializer<V extends SpecificRecord> implements Serializer<V> {

    private final SchemaRegistryClient registry;
    private final Topic<V> topic;
    private final SpecificDatumWriter<V> writer;
    private OptionalInt id = OptionalInt.empty();
    private BinaryEncoder encoder;

    WireSerializer(SchemaRegistryClient registry, Topic<V> topic) {
        this.registry = registry;
        this.topic = topic;
        this.writer = new SpecificDatumWriter<>(topic.schema());
    }

    @Override
    public byte[] serialize(String ignored, V value) {
        if (value == null) {
            return null;
        }
        Unspecified.pathIn(value).ifPresent(path -> {
            throw new BadRecordException(topic.name() + ": " + path + " is UNSPECIFIED, expected a value");
        });
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        bytes.write(WireCodec.MAGIC);
        bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(id()).array());
        try {
            encoder = EncoderFactory.get().binaryEncoder(bytes, encoder);
            writer.write(value, encoder);
            encoder.flush();
        } catch (IOException | RuntimeException e) {
            throw new BadRecordException(topic.name() + ": a record does not fit its schema", e);
        }
        return bytes.toByteArray();
    }

    private int id() {
        if (id.isEmpty()) {
            id = OptionalInt.of(register());
        }
        return id.getAsInt();
    }

    private int register() {
        try {
            AvroSchema schema = registered(topic);
            int registered = registry.register(topic.subject(), schema);
            registry.updateCompatibility(topic.subject(), topic.compatibility().name());
            return registered;
        } catch (IOException | RestClientException e) {
            throw new SerializationException("registering the schema of " + topic.name() + " with the registry", e);
        }
    }

    /** A registered schema carries no Java properties: it is everybody's. */
    static AvroSchema registered(Topic<?> topic) {
        return new AvroSchema(withoutJava(topic.schema()));
    }

    private static Schema withoutJava(Schema schema) {
        String json = schema.toString().replace("{\"type\":\"string\",\"avro.java.string\":\"String\"}", "\"string\"");
        return new Schema.Parser().parse(json);
    }
}
