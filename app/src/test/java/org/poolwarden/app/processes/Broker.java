package org.poolwarden.app.processes;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.poolwarden.app.embedded.BrokerProcess;
import org.poolwarden.schema.topic.Topic;
import org.poolwarden.schema.wire.WireCodec;

/** Kafka and a schema registry in a process of their own, as a test sees them. */
final class Broker implements AutoCloseable {

    private final Child process;
    private final String bootstrap;
    private final String registry;
    private final Admin admin;
    private final KafkaProducer<String, byte[]> producer;

    private Broker(Child process, String bootstrap, String registry) {
        this.process = process;
        this.bootstrap = bootstrap;
        this.registry = registry;
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrap));
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap), new StringSerializer(), new ByteArraySerializer());
    }

    static Broker start(Path dir) {
        Child process = Child.start(
                dir.resolve("broker.log"),
                BrokerProcess.class,
                dir.resolve("kafka").toString());
        Matcher listening = process.awaitLine("listening bootstrap=(\\S+) registry=(\\S+)");
        return new Broker(process, listening.group(1), listening.group(2));
    }

    String bootstrap() {
        return bootstrap;
    }

    String registry() {
        return registry;
    }

    Admin admin() {
        return admin;
    }

    WireCodec codec() {
        return WireCodec.at(registry);
    }

    <V extends SpecificRecord> Tail<V> tail(Topic<V> topic) {
        return new Tail<>(bootstrap, codec(), topic);
    }

    /** All that is committed now, partition by partition. */
    <V extends SpecificRecord> List<Written<V>> read(Topic<V> topic) {
        try (Tail<V> tail = tail(topic)) {
            return tail.rest();
        }
    }

    /** Durable when it returns. */
    void write(String topic, String key, byte[] value) {
        write(new ProducerRecord<>(topic, key, value));
    }

    void write(ProducerRecord<String, byte[]> record) {
        try {
            producer.send(record).get();
        } catch (ExecutionException e) {
            throw new AssertionError("writing to " + record.topic(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Whether {@code group} has read all of {@code topic} that is there. */
    boolean hasRead(String group, Topic<?> topic) throws ExecutionException, InterruptedException {
        var committed = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
        try (KafkaConsumer<String, byte[]> consumer = Tail.consumer(bootstrap)) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            return consumer.endOffsets(partitions).entrySet().stream()
                    .allMatch(end -> end.getValue() == 0
                            || committed.containsKey(end.getKey())
                                    && committed.get(end.getKey()).offset() >= end.getValue());
        }
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
        process.close();
    }
}
