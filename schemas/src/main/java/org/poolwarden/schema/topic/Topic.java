package org.poolwarden.schema.topic;

import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * One topic: plain UTF-8 keys, Avro values.
 *
 * @param config settings it is created with, by Kafka's names
 */
public record Topic<V extends SpecificRecord>(
        String name, Class<V> type, int partitions, Map<String, String> config, Compatibility compatibility) {

    public Topic {
        if (partitions < 1) {
            throw new IllegalArgumentException(name + " needs at least one partition, was " + partitions);
        }
        config = Map.copyOf(config);
    }

    /** The subject of its values in the registry, by TopicNameStrategy. */
    public String subject() {
        return name + "-value";
    }

    public Schema schema() {
        return SpecificData.get().getSchema(type);
    }
}
