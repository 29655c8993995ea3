package org.poolwarden.app.operate;

import java.time.Instant;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Where a record was written.
 *
 * @param at the broker's append time
 */
record Receipt(String topic, int partition, long offset, Instant at) {

    static Receipt of(RecordMetadata written) {
        return new Receipt(
                written.topic(), written.partition(), written.offset(), Instant.ofEpochMilli(written.timestamp()));
    }
}
