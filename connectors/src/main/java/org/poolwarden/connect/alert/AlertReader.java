package org.poolwarden.connect.alert;

import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.poolwarden.schema.Alert;
import org.poolwarden.schema.wire.BadRecordException;

/** Reads what Connect delivers. */
final class AlertReader {

    /**
     * A record, and what it says or why it says nothing.
     *
     * @param notice empty when the record is bad
     * @param fault why it is; empty when it is not
     */
    record Read(SinkRecord record, Optional<Notice> notice, Optional<RuntimeException> fault) {

        TopicPartition partition() {
            return new TopicPartition(record.topic(), record.kafkaPartition());
        }
    }

    private final String topic;
    private final Deserializer<Alert> deserializer;

    AlertReader(String topic, Deserializer<Alert> deserializer) {
        this.topic = topic;
        this.deserializer = deserializer;
    }

    /**
     * @throws RetriableException when the registry is away
     * @throws ConnectException when the connector has a wrong topic or converter, which no repetition mends
     */
    Read read(SinkRecord record) {
        boolean isBytes = record.value() == null || record.value() instanceof byte[];
        if (!record.topic().equals(topic) || !isBytes) {
            throw new ConnectException("expected bytes (ByteArrayConverter) from " + topic + ", got a "
                    + (record.value() == null
                            ? "tombstone"
                            : record.value().getClass().getSimpleName()) + " from "
                    + record.topic());
        }
        try {
            return new Read(record, Optional.of(notice(record)), Optional.empty());
        } catch (BadRecordException | IllegalArgumentException e) {
            return new Read(record, Optional.empty(), Optional.of(e));
        } catch (SerializationException e) {
            throw new RetriableException("the registry is away", e);
        }
    }

    private Notice notice(SinkRecord record) {
        Optional<Alert> alert = Optional.ofNullable(deserializer.deserialize(topic, (byte[]) record.value()));
        AlertKey key = AlertKey.parse(String.valueOf(record.key()));
        alert.filter(said -> !said.getKey().equals(key.toString())).ifPresent(said -> {
            throw new IllegalArgumentException("its key is " + key + ", and it says " + said.getKey());
        });
        return new Notice(
                new TopicPartition(record.topic(), record.kafkaPartition()),
                record.kafkaOffset(),
                key,
                alert,
                Instant.ofEpochMilli(record.timestamp() == null ? 0 : record.timestamp()));
    }
}
