package org.poolwarden.app.rehearse;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.poolwarden.app.embedded.EmbeddedStack;
import org.poolwarden.app.run.StartException;
import org.poolwarden.schema.topic.Topic;
import org.poolwarden.schema.wire.WireCodec;

/** What a scenario writes to the real topics: its operator's records, and broken ones. */
final class LiveTopics implements AutoCloseable {

    private final WireCodec codec;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Consumer<Throwable> failed;

    /**
     * @param failed gets why a record could not be written
     */
    LiveTopics(EmbeddedStack stack, Consumer<Throwable> failed) {
        this.failed = failed;
        this.codec = stack.codec();
        this.producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, stack.bootstrap()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Sends {@code value} and does not wait. */
    <V extends SpecificRecord> void append(Topic<V> topic, String key, V value) {
        append(topic, key, codec.serializer(topic).serialize(topic.name(), value));
    }

    /** Sends bytes, which need not be a record, and does not wait. */
    void append(Topic<?> topic, String key, byte[] bytes) {
        producer.send(new ProducerRecord<>(topic.name(), key.getBytes(StandardCharsets.UTF_8), bytes), (at, error) -> {
            if (error != null) {
                failed.accept(new StartException(topic.name() + " cannot be written: " + error, error));
            }
        });
    }

    /** Waits until everything that was sent is there. */
    void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
    }
}
