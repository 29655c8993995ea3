package org.poolwarden.schema.topic;

import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;

/**
 * Compares topics that somebody made with those that poolwarden would make. The rules rest on who tells a record's time,
 * on what is thrown away, and on how pools are spread; all other settings are the operator's.
 */
final class TopicCheck {

    /** What the rules rest on. */
    static final Set<String> NEEDED =
            Set.of(TopicMismatch.PARTITIONS, MESSAGE_TIMESTAMP_TYPE_CONFIG, CLEANUP_POLICY_CONFIG);

    private final Admin admin;

    TopicCheck(Admin admin) {
        this.admin = admin;
    }

    /** Every difference, in the order of {@code wanted}; those that do not exist differ in nothing. */
    List<TopicMismatch> mismatches(List<NewTopic> wanted) throws ExecutionException, InterruptedException {
        Set<String> present = admin.listTopics().names().get();
        return compared(
                wanted.stream().filter(topic -> present.contains(topic.name())).toList());
    }

    private List<TopicMismatch> compared(List<NewTopic> wanted) throws ExecutionException, InterruptedException {
        List<String> names = wanted.stream().map(NewTopic::name).toList();
        Map<String, TopicDescription> found =
                admin.describeTopics(names).allTopicNames().get();
        Map<ConfigResource, Config> configs = admin.describeConfigs(
                        names.stream().map(TopicCheck::resource).toList())
                .all()
                .get();
        List<TopicMismatch> mismatches = new ArrayList<>();
        for (NewTopic topic : wanted) {
            compare(
                    topic.name(),
                    TopicMismatch.PARTITIONS,
                    String.valueOf(found.get(topic.name()).partitions().size()),
                    String.valueOf(topic.numPartitions()),
                    mismatches);
            Config config = configs.get(resource(topic.name()));
            topic.configs().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(setting -> compare(
                            topic.name(),
                            setting.getKey(),
                            config.get(setting.getKey()).value(),
                            setting.getValue(),
                            mismatches));
        }
        return mismatches;
    }

    /** {@code compact,delete} says the same in any order. */
    private static void compare(
            String topic, String setting, String found, String expected, List<TopicMismatch> mismatches) {
        if (!parts(found).equals(parts(expected))) {
            mismatches.add(new TopicMismatch(topic, setting, found, expected));
        }
    }

    private static Set<String> parts(String list) {
        return Set.copyOf(List.of(list.split("\\s*,\\s*")));
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }
}
