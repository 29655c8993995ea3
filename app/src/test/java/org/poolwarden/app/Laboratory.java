package org.poolwarden.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.poolwarden.app.embedded.EmbeddedStack;
import org.poolwarden.app.operate.FakeTerminal;
import org.poolwarden.schema.Alert;
import org.poolwarden.schema.Finding;
import org.poolwarden.schema.topic.Topic;
import org.poolwarden.schema.topic.Topics;

/** Topics of its own on a real broker, what a test writes there, and the command as somebody types it. */
final class Laboratory implements AutoCloseable {

    final FakeTerminal terminal = new FakeTerminal();
    final Topics topics;
    final Processors processors;

    private final EmbeddedStack stack;
    private final Path config;
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    /**
     * @param prefix of its topics and of its consumer group; nobody else's
     */
    Laboratory(EmbeddedStack stack, String prefix, Path dir) throws IOException, InterruptedException {
        this.stack = stack;
        this.topics = new Topics(prefix, 1);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrap()))) {
            topics.create(admin, (short) 1);
        }
        processors = new Processors(stack.bootstrap(), prefix + "processors", topics, stack.codec());
        config = Files.writeString(
                dir.resolve("poolwarden.properties"),
                """
                bootstrap.servers=%s
                schema.registry.url=%s
                topic.prefix=%s
                topic.partitions=1
                replication.factor=1
                application.id=%sprocessors
                """
                        .formatted(stack.bootstrap(), stack.registryUrl(), prefix, prefix));
    }

    /** Types a verb; returns its exit status. */
    int types(String... words) {
        return typesWith(config, words);
    }

    /** As {@link #types}, with another configuration. */
    int typesWith(Path file, String... words) {
        out = new StringWriter();
        err = new StringWriter();
        List<String> all = new ArrayList<>(Arrays.asList(words));
        all.add("--config");
        all.add(file.toString());
        return Poolwarden.run(
                terminal, new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new));
    }

    /** Types a verb that changes something, and agrees. */
    int agrees(String... words) {
        List<String> all = new ArrayList<>(Arrays.asList(words));
        all.addAll(List.of("--yes", "--reason", "because", "--author", "ann"));
        return types(all.toArray(String[]::new));
    }

    String said() {
        return out.toString();
    }

    String complained() {
        return err.toString();
    }

    Path config() {
        return config;
    }

    void finds(Finding... findings) {
        Arrays.stream(findings).forEach(finding -> write(topics.findings(), finding.getPool(), finding));
    }

    void alerts(Alert... alerts) {
        Arrays.stream(alerts).forEach(alert -> write(topics.alerts(), alert.getKey(), alert));
    }

    <V extends SpecificRecord> void write(Topic<V> topic, String key, V value) {
        try (KafkaProducer<String, V> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.bootstrap()),
                new StringSerializer(),
                stack.codec().serializer(topic))) {
            producer.send(new ProducerRecord<>(topic.name(), key, value));
        }
    }

    void writeBytes(String topic, String key, byte[] bytes) {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.bootstrap()), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, key, bytes));
        }
    }

    /** What lies on a topic, in its order. */
    <V extends SpecificRecord> List<V> on(Topic<V> topic) {
        try (KafkaConsumer<String, V> consumer = new KafkaConsumer<>(
                new HashMap<>(Map.of("bootstrap.servers", stack.bootstrap())),
                new StringDeserializer(),
                stack.codec().deserializer(topic))) {
            TopicPartition only = new TopicPartition(topic.name(), 0);
            consumer.assign(List.of(only));
            consumer.seekToBeginning(List.of(only));
            long end = consumer.endOffsets(List.of(only)).get(only);
            List<V> values = new ArrayList<>();
            while (consumer.position(only) < end) {
                consumer.poll(Processors.POLL).forEach(record -> values.add(record.value()));
            }
            return values;
        }
    }

    @Override
    public void close() {
        processors.close();
    }
}
