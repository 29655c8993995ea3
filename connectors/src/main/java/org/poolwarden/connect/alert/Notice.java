package org.poolwarden.connect.alert;

import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.poolwarden.schema.Alert;

/**
 * One record of the alert topic.
 *
 * @param offset in its partition
 * @param key {@code pool/KIND}, and {@code /host} or {@code /sr} where it is about one
 * @param alert empty for a tombstone: the key is forgotten
 * @param appended the broker's append time
 */
record Notice(TopicPartition partition, long offset, AlertKey key, Optional<Alert> alert, Instant appended) {

    /** Names this record and no other, the same whenever it is read again: {@code xen.alerts-3-17}. */
    String id() {
        return partition + "-" + offset;
    }
}
