package org.poolwarden.app.topics;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.TopicConfig;
import org.poolwarden.app.operate.Moments;
import org.poolwarden.schema.topic.TopicMismatch;

/**
 * One topic, as poolwarden makes it and as it is.
 *
 * @param found empty where it is missing
 * @param differences settings that are not as poolwarden makes them
 */
public record TopicStand(NewTopic wanted, Optional<TopicDescription> found, List<TopicMismatch> differences) {

    public TopicStand {
        differences = List.copyOf(differences);
    }

    public String name() {
        return wanted.name();
    }

    public boolean isMissing() {
        return found.isEmpty();
    }

    public boolean isAsMade() {
        return found.isPresent() && differences.isEmpty();
    }

    /** Settings that Kafka can change without moving a record. */
    List<TopicMismatch> alterable() {
        return differences.stream()
                .filter(difference -> !difference.setting().equals(TopicMismatch.PARTITIONS))
                .toList();
    }

    Optional<TopicMismatch> otherPartitions() {
        return differences.stream()
                .filter(difference -> difference.setting().equals(TopicMismatch.PARTITIONS))
                .findFirst();
    }

    int partitions() {
        return found.map(topic -> topic.partitions().size()).orElse(wanted.numPartitions());
    }

    /** The least of its partitions; of a topic that is missing what it would get. */
    int replicas() {
        return found.map(topic -> topic.partitions().stream()
                        .mapToInt(partition -> partition.replicas().size())
                        .min()
                        .orElseThrow())
                .orElse((int) wanted.replicationFactor());
    }

    /** What is kept as poolwarden makes it: {@code 3 d}, or {@code last of each key}. */
    String kept() {
        return Optional.ofNullable(wanted.configs().get(TopicConfig.RETENTION_MS_CONFIG))
                .map(Long::parseLong)
                .map(Duration::ofMillis)
                .map(Moments::about)
                .orElse("last of each key");
    }

    /** For a person: {@code as it should be}, {@code missing}, or what differs. */
    String word() {
        if (isMissing()) {
            return "missing";
        }
        return differences.isEmpty()
                ? "as it should be"
                : String.join(
                        "; ",
                        differences.stream()
                                .map(difference -> difference.setting() + " is " + difference.found() + ", expected "
                                        + difference.expected())
                                .toList());
    }

    /**
     * @param result what has become of it
     */
    ObjectNode json(String result) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("topic", name());
        node.put("result", result);
        node.put("partitions", partitions());
        node.put("replicas", replicas());
        ArrayNode all = node.putArray("differences");
        differences.forEach(difference -> all.addObject()
                .put("setting", difference.setting())
                .put("found", difference.found())
                .put("expected", difference.expected())
                .put("breaksRules", difference.breaksRules()));
        return node;
    }
}
