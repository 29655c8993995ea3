package org.poolwarden.app.check;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.poolwarden.capacity.stream.CapacitySettings;
import org.poolwarden.capacity.stream.CapacityTopology;
import org.poolwarden.failover.Tolerance;
import org.poolwarden.failover.stream.FailoverTopology;
import org.poolwarden.schema.topic.Topics;
import org.poolwarden.schema.wire.WireCodec;

/** May this account do with Kafka what the processors do? */
final class RightsLook {

    private final Admin admin;
    private final Map<String, Object> clients;
    private final Topics topics;
    private final String registry;
    private final String give;

    /**
     * @param clients configuration of any client
     * @param registry its URL, which is not asked
     */
    RightsLook(Admin admin, Map<String, Object> clients, Topics topics, String registry) {
        this.admin = admin;
        this.clients = Map.copyOf(clients);
        this.topics = topics;
        this.registry = registry;
        this.give = "kafka-acls --bootstrap-server " + clients.get("bootstrap.servers")
                + " --add --allow-principal User:NAME ";
    }

    /**
     * @param present topics that there are
     * @param applications application ids of the processors
     */
    void look(Set<String> present, List<String> applications, Consumer<CheckLine> lines) throws InterruptedException {
        ofTopics(present, lines);
        for (String application : applications) {
            lines.accept(group(application));
            lines.accept(internal(application));
            lines.accept(transactions(application));
        }
    }

    private void ofTopics(Set<String> present, Consumer<CheckLine> lines) throws InterruptedException {
        Map<String, Set<AclOperation>> needed = needed();
        needed.keySet().retainAll(present);
        try {
            List<CheckLine> missing = new ArrayList<>();
            admin.describeTopics(needed.keySet(), new DescribeTopicsOptions().includeAuthorizedOperations(true))
                    .allTopicNames()
                    .get()
                    .forEach((name, topic) -> {
                        Set<AclOperation> lacks = EnumSet.copyOf(needed.get(name));
                        lacks.removeAll(topic.authorizedOperations());
                        lacks.forEach(operation -> missing.add(CheckLine.fail(
                                "rights",
                                "no " + operation + " on topic " + name,
                                give + "--operation " + operation + " --topic " + name)));
                    });
            missing.forEach(lines);
            if (missing.isEmpty()) {
                lines.accept(CheckLine.ok("rights", "on " + needed.size() + " topics as the processors need them"));
            }
        } catch (ExecutionException e) {
            lines.accept(CheckLine.fail(
                    "rights",
                    "topics cannot be described: " + e.getCause().getMessage(),
                    give + "--operation DESCRIBE --resource-pattern-type prefixed --topic " + topics.named("")));
        }
    }

    private Map<String, Set<AclOperation>> needed() {
        WireCodec codec = WireCodec.at(registry);
        Map<String, Set<AclOperation>> needed = new HashMap<>();
        Stream.of(
                        new FailoverTopology(topics, codec, Tolerance.DEFAULT).get(),
                        new CapacityTopology(topics, codec, CapacitySettings.DEFAULT).get())
                .map(TopologyTopics::of)
                .forEach(each -> {
                    each.read().forEach(name -> needing(needed, name).add(AclOperation.READ));
                    each.written().forEach(name -> needing(needed, name).add(AclOperation.WRITE));
                });
        needing(needed, topics.deadLetters()).add(AclOperation.WRITE);
        return needed;
    }

    private static Set<AclOperation> needing(Map<String, Set<AclOperation>> needed, String topic) {
        return needed.computeIfAbsent(topic, name -> EnumSet.noneOf(AclOperation.class));
    }

    private CheckLine group(String application) throws InterruptedException {
        String subject = "group " + application;
        CheckLine refused = CheckLine.fail(subject, "no READ", give + "--operation READ --group " + application);
        try {
            Set<AclOperation> may = admin.describeConsumerGroups(
                            List.of(application), new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true))
                    .describedGroups()
                    .get(application)
                    .get()
                    .authorizedOperations();
            return may == null || may.contains(AclOperation.READ) ? CheckLine.ok(subject, "may be read") : refused;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return CheckLine.ok(subject, "is not there yet: the processors have never run");
            }
            return e.getCause() instanceof AuthorizationException ? refused : unasked(subject, e.getCause());
        }
    }

    /** Stores and repartitions have topics of their own, made under the application's name. */
    private CheckLine internal(String application) throws InterruptedException {
        String subject = "internal topics of " + application;
        try {
            admin.createTopics(
                            List.of(new NewTopic(application + "-check-changelog", 1, (short) 1)),
                            new CreateTopicsOptions().validateOnly(true))
                    .all()
                    .get();
            return CheckLine.ok(subject, "may be made");
        } catch (ExecutionException e) {
            return e.getCause() instanceof AuthorizationException
                    ? CheckLine.fail(
                            subject,
                            "may not be made",
                            give + "--operation ALL --resource-pattern-type prefixed --topic " + application)
                    : unasked(subject, e.getCause());
        }
    }

    /** Only a producer that begins tells whether it may; it writes nothing. */
    private CheckLine transactions(String application) {
        String subject = "transactions of " + application;
        Map<String, Object> config = new HashMap<>(clients);
        config.put("transactional.id", application + "-check");
        config.put("max.block.ms", clients.get("default.api.timeout.ms"));
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            return CheckLine.ok(subject, "may be begun");
        } catch (AuthorizationException e) {
            return CheckLine.fail(
                    subject,
                    "may not be begun",
                    give + "--operation WRITE --operation DESCRIBE --resource-pattern-type prefixed --transactional-id "
                            + application);
        } catch (KafkaException e) {
            return unasked(subject, e);
        }
    }

    private static CheckLine unasked(String subject, Throwable why) {
        return CheckLine.warn(subject, "could not be asked: " + why.getMessage(), "look into the brokers' logs");
    }
}
