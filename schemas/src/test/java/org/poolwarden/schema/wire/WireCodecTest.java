package org.poolwarden.schema.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.HostHeartbeat;
import org.poolwarden.schema.Samples;
import org.poolwarden.schema.topic.Topic;
import org.poolwarden.schema.topic.Topics;

class WireCodecTest {

    private static final Topic<HostHeartbeat> HEARTBEATS = Topics.defaults().heartbeats();
    private final MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
    private final WireCodec codec = new WireCodec(registry);
    private final Serde<HostHeartbeat> heartbeats = codec.serde(HEARTBEATS);

    static Stream<Topic<?>> topics() {
        return Topics.defaults().all().stream().map(topic -> topic);
    }

    @Test
    void aRecordComesBackAsItWent() {
        byte[] bytes = written(Samples.heartbeat());

        assertThat(heartbeats.deserializer().deserialize("", bytes)).isEqualTo(Samples.heartbeat());
    }

    @Test
    void theWireFormatIsAZeroByteTheIdAndTheBinary() throws Exception {
        byte[] bytes = written(Samples.heartbeat());

        assertThat(bytes[0]).isZero();
        int id = ByteBuffer.wrap(bytes, 1, 4).getInt();
        assertThat(registry.getSchemaById(id).name()).isEqualTo("org.poolwarden.schema.HostHeartbeat");
    }

    @Test
    void aSchemaIsRegisteredUnderItsTopicAndWithoutJavaProperties() throws Exception {
        written(Samples.heartbeat());

        assertThat(registry.getAllSubjects()).containsExactly("xen.heartbeats-value");
        assertThat(registry.getLatestSchemaMetadata("xen.heartbeats-value").getSchema())
                .doesNotContain("avro.java")
                .contains("whatever the host answered");
        assertThat(registry.getCompatibility("xen.heartbeats-value")).isEqualTo("BACKWARD_TRANSITIVE");
    }

    @Test
    void aTombstoneStaysOne() {
        assertThat(heartbeats.serializer().serialize("", null)).isNull();
        assertThat(heartbeats.deserializer().deserialize("", null)).isNull();
    }

    @Test
    void aRecordWithAnUnspecifiedFieldIsNotWritten() {
        HostHeartbeat vague = HostHeartbeat.newBuilder(Samples.heartbeat())
                .setAnswer(Answer.UNSPECIFIED)
                .build();

        assertThatThrownBy(() -> written(vague))
                .isInstanceOf(BadRecordException.class)
                .hasMessage("xen.heartbeats: answer is UNSPECIFIED, expected a value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "not avro at all", "{\"pool\":\"closet\"}"})
    void bytesOfAnotherFormatAreABadRecord(String text) {
        assertThatThrownBy(() -> heartbeats.deserializer().deserialize("", text.getBytes()))
                .isInstanceOf(BadRecordException.class)
                .hasMessageStartingWith("xen.heartbeats: expected a zero byte and a schema id");
    }

    @ParameterizedTest
    @MethodSource("topics")
    void aRecordThatIsCutShortAnywhereIsABadRecord(Topic<?> topic) {
        byte[] bytes = anySample(topic);
        Deserializer<?> deserializer = codec.deserializer(topic);

        for (int length = WireCodec.HEADER; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> deserializer.deserialize("", cut)).isInstanceOf(BadRecordException.class);
        }
        assertThat((Object) deserializer.deserialize("", bytes)).isNotNull();
    }

    /** A length of a gigabyte in a record of some bytes must not be allocated. */
    @Test
    void aRecordThatClaimsAnEnormousStringIsABadRecord() {
        byte[] bytes = written(Samples.heartbeat());
        byte[] poison = ByteBuffer.allocate(WireCodec.HEADER + 5)
                .put(bytes, 0, WireCodec.HEADER)
                .put(new byte[] {(byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, 0x0e})
                .array();

        assertThatThrownBy(() -> heartbeats.deserializer().deserialize("", poison))
                .isInstanceOf(BadRecordException.class);
    }

    @Test
    void whatWasWrittenIsToldWithoutAReaderOfIt() {
        byte[] bytes = written(Samples.heartbeat());

        assertThat(codec.asWritten(bytes).orElseThrow().path("pool").asText())
                .isEqualTo(Samples.heartbeat().getPool());
        assertThat(codec.asWritten(Arrays.copyOf(bytes, bytes.length - 1))).isEmpty();
        assertThat(codec.asWritten(Arrays.copyOf(bytes, bytes.length + 1))).isEmpty();
        assertThat(codec.asWritten("no record".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isEmpty();
    }

    @Test
    void anIdThatTheRegistryDoesNotKnowIsTheRecordsFault() {
        byte[] bytes = written(Samples.heartbeat());
        WireCodec elsewhere = new WireCodec(new MockSchemaRegistryClient() {
            @Override
            public io.confluent.kafka.schemaregistry.ParsedSchema getSchemaById(int id) throws RestClientException {
                throw new RestClientException("Schema not found", 404, 40403);
            }
        });

        assertThatThrownBy(() -> elsewhere.deserializer(HEARTBEATS).deserialize("", bytes))
                .isInstanceOf(BadRecordException.class)
                .hasMessageContaining("the registry knows no schema 1");
    }

    @Test
    void aRegistryThatDoesNotAnswerIsNotTheRecordsFault() {
        byte[] bytes = written(Samples.heartbeat());
        WireCodec elsewhere = new WireCodec(new MockSchemaRegistryClient() {
            @Override
            public io.confluent.kafka.schemaregistry.ParsedSchema getSchemaById(int id) throws IOException {
                throw new IOException("connection refused");
            }
        });

        assertThatThrownBy(() -> elsewhere.deserializer(HEARTBEATS).deserialize("", bytes))
                .isInstanceOf(SerializationException.class)
                .isNotInstanceOf(BadRecordException.class)
                .hasRootCauseMessage("connection refused");
    }

    private byte[] written(HostHeartbeat heartbeat) {
        return heartbeats.serializer().serialize("", heartbeat);
    }

    private <V extends org.apache.avro.specific.SpecificRecord> byte[] anySample(Topic<V> topic) {
        return codec.serializer(topic)
                .serialize("", topic.type().cast(Samples.all().get(topic.type().getSimpleName())));
    }
}
