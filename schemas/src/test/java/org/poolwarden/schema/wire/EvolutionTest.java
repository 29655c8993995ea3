package org.poolwarden.schema.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.poolwarden.schema.HostHeartbeat;
import org.poolwarden.schema.Samples;
import org.poolwarden.schema.topic.Topic;
import org.poolwarden.schema.topic.Topics;

/** A version to come: in every record one more nullable field, in every enum one more symbol. */
class EvolutionTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private final MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
    private WireCodec codec;

    static Stream<Topic<? extends SpecificRecord>> topics() {
        return Topics.defaults().all().stream().map(topic -> topic);
    }

    @BeforeEach
    void aCodecWithARegistryOfItsOwn() {
        codec = new WireCodec(registry);
    }

    @ParameterizedTest
    @MethodSource("topics")
    void theNextVersionIsFullyCompatible(Topic<? extends SpecificRecord> topic) throws Exception {
        Schema next = next(topic.schema());

        assertThat(next).isNotEqualTo(topic.schema());
        assertThat(canRead(next, topic.schema())).isEqualTo(SchemaCompatibilityType.COMPATIBLE);
        assertThat(canRead(topic.schema(), next)).isEqualTo(SchemaCompatibilityType.COMPATIBLE);
    }

    @ParameterizedTest
    @MethodSource("topics")
    void todaysReaderReadsTomorrowsRecord(Topic<? extends SpecificRecord> topic) throws Exception {
        SpecificRecord today = Samples.all().get(topic.type().getSimpleName());

        byte[] bytes = tomorrow(topic, today);

        assertThat((Object) codec.deserializer(topic).deserialize(topic.name(), bytes))
                .isEqualTo(today);
    }

    @Test
    void aValueThatTodaysReaderDoesNotKnowIsABadRecordAndNeverReachesARule() throws Exception {
        Topic<HostHeartbeat> topic = Topics.defaults().heartbeats();
        Schema next = next(topic.schema());
        GenericRecord record = asTomorrow(Samples.heartbeat(), next);
        record.put("answer", new GenericData.EnumSymbol(next.getField("answer").schema(), "TOMORROW"));

        byte[] bytes = coded(registry.register(topic.subject(), new AvroSchema(next)), record);

        assertThatThrownBy(() -> codec.deserializer(topic).deserialize(topic.name(), bytes))
                .isInstanceOf(BadRecordException.class)
                .hasMessageContaining("xen.heartbeats: answer is UNSPECIFIED")
                .hasMessageContaining("newer writer");
    }

    private byte[] tomorrow(Topic<?> topic, SpecificRecord record) throws IOException, RestClientException {
        Schema next = next(topic.schema());
        return coded(registry.register(topic.subject(), new AvroSchema(next)), asTomorrow(record, next));
    }

    private static GenericRecord asTomorrow(SpecificRecord record, Schema next) throws IOException {
        byte[] bytes = new WireCodec(new MockSchemaRegistryClient())
                .serializer(topicOf(record))
                .serialize("", record);
        return new GenericDatumReader<GenericRecord>(record.getSchema(), next)
                .read(null, DecoderFactory.get().binaryDecoder(bytes, 5, bytes.length - 5, null));
    }

    @SuppressWarnings("unchecked")
    private static <V extends SpecificRecord> Topic<V> topicOf(V record) {
        return (Topic<V>) Topics.defaults().all().stream()
                .filter(topic -> topic.type().equals(record.getClass()))
                .findFirst()
                .orElseThrow();
    }

    private static byte[] coded(int id, GenericRecord record) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(0);
        bytes.writeBytes(ByteBuffer.allocate(4).putInt(id).array());
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }

    private static SchemaCompatibilityType canRead(Schema reader, Schema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getType();
    }

    private static Schema next(Schema schema) throws IOException {
        JsonNode json = JSON.readTree(schema.toString());
        grow(json);
        return new Schema.Parser().parse(json.toString());
    }

    private static void grow(JsonNode node) {
        if (node instanceof ObjectNode type && type.path("fields") instanceof ArrayNode fields) {
            fields.forEach(field -> grow(field.get("type")));
            fields.addObject()
                    .put("name", "tomorrow")
                    .putNull("default")
                    .putArray("type")
                    .add("null")
                    .add("string");
        } else if (node.path("symbols") instanceof ArrayNode symbols) {
            symbols.add("TOMORROW");
        } else if (node.isArray()) {
            node.forEach(EvolutionTest::grow);
        } else if (node.isObject()) {
            node.path("type").forEach(EvolutionTest::grow);
            grow(node.path("items"));
            if (node.path("type").isObject()) {
                grow(node.get("type"));
            }
        }
    }
}
