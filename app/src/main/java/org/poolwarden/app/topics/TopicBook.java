package org.poolwarden.app.topics;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.poolwarden.app.operate.Cluster;
import org.poolwarden.app.operate.Trouble;
import org.poolwarden.schema.topic.TopicMismatch;
import org.poolwarden.schema.topic.Topics;

/** Every topic of poolwarden, as it should be and as it is on the brokers. */
public record TopicBook(List<TopicStand> all) {

    public TopicBook {
        all = List.copyOf(all);
    }

    /**
     * @param replication what a topic that is missing would get
     */
    public static TopicBook read(Cluster cluster, short replication) throws Trouble, InterruptedException {
        return cluster.administer(admin -> read(admin, cluster.topics(), replication));
    }

    /** As above, by a client that is there already. */
    public static TopicBook read(Admin admin, Topics topics, short replication)
            throws ExecutionException, InterruptedException {
        List<NewTopic> wanted = topics.wanted(replication);
        Set<String> present = new TreeSet<>(admin.listTopics().names().get());
        present.retainAll(wanted.stream().map(NewTopic::name).toList());
        Map<String, TopicDescription> found =
                admin.describeTopics(present).allTopicNames().get();
        Map<String, List<TopicMismatch>> differences =
                topics.differences(admin).stream().collect(Collectors.groupingBy(TopicMismatch::topic));
        return new TopicBook(wanted.stream()
                .map(topic -> new TopicStand(
                        topic,
                        Optional.ofNullable(found.get(topic.name())),
                        differences.getOrDefault(topic.name(), List.of())))
                .toList());
    }

    public List<TopicStand> missing() {
        return all.stream().filter(TopicStand::isMissing).toList();
    }

    public List<TopicMismatch> differences() {
        return all.stream().flatMap(topic -> topic.differences().stream()).toList();
    }

    List<TopicMismatch> alterable() {
        return all.stream().flatMap(topic -> topic.alterable().stream()).toList();
    }

    List<TopicMismatch> otherPartitions() {
        return all.stream().flatMap(topic -> topic.otherPartitions().stream()).toList();
    }

    boolean isAsMade() {
        return all.stream().allMatch(TopicStand::isAsMade);
    }

    /**
     * What to do about other numbers of partitions. They are never changed: more of them would part the records of a
     * pool, and fewer Kafka cannot make.
     */
    public Optional<String> partitionsAdvice() {
        List<TopicMismatch> others = otherPartitions();
        if (others.isEmpty()) {
            return Optional.empty();
        }
        Set<String> found = others.stream().map(TopicMismatch::found).collect(Collectors.toSet());
        Set<String> expected = others.stream().map(TopicMismatch::expected).collect(Collectors.toSet());
        boolean isConfigured = found.size() == 1 && !expected.contains("1") && everyManyHas(found);
        return Optional.of(
                "Partitions are never changed here: new ones would part a pool's older records from its newer"
                        + " ones, and fewer Kafka cannot make. "
                        + (isConfigured
                                ? "All topics have " + found.iterator().next() + ": set topic.partitions="
                                        + found.iterator().next() + " in the configuration."
                                : "Stop the processors and connectors, delete the topic with its records, and run poolwarden"
                                        + " topics create; or begin anew under another topic.prefix."));
    }

    /** Whether every topic that exists and is not made with one partition has so many. */
    private boolean everyManyHas(Set<String> number) {
        return all.stream()
                .filter(topic -> !topic.isMissing() && topic.wanted().numPartitions() > 1)
                .allMatch(topic -> number.contains(String.valueOf(topic.partitions())));
    }
}
