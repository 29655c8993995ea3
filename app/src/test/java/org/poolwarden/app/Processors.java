package org.poolwarden.app;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.poolwarden.schema.Finding;
import org.poolwarden.schema.OperatorAction;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.schema.RecoveryOutcome;
import org.poolwarden.schema.topic.Topic;
import org.poolwarden.schema.topic.Topics;
import org.poolwarden.schema.wire.WireCodec;

/** Stands in for the processors: reads words and policies, answers as it is told, and commits. */
final class Processors implements AutoCloseable {

    static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<String, byte[]> consumer;
    private final Topics topics;
    private final WireCodec codec;
    private final String bootstrap;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread thread = new Thread(this::run, "processors");
    private volatile Function<OperatorAction, List<SpecificRecord>> mind = action -> List.of();

    Processors(String bootstrap, String group, Topics topics, WireCodec codec) {
        this.bootstrap = bootstrap;
        this.topics = topics;
        this.codec = codec;
        this.consumer = new KafkaConsumer<>(
                new HashMap<>(Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "group.id",
                        group,
                        "auto.offset.reset",
                        "earliest",
                        "enable.auto.commit",
                        false)),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        consumer.subscribe(
                List.of(topics.operatorActions().name(), topics.policies().name()));
        thread.setDaemon(true);
        thread.start();
    }

    /** From now on, this is what follows from a word. */
    void make(Function<OperatorAction, List<SpecificRecord>> records) {
        mind = records;
    }

    private void run() {
        Deserializer<OperatorAction> actions = codec.deserializer(topics.operatorActions());
        try (consumer) {
            while (!closed.get()) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    if (record.topic().equals(topics.operatorActions().name())) {
                        mind.apply(actions.deserialize(record.topic(), record.value()))
                                .forEach(this::write);
                    }
                }
                consumer.commitSync();
            }
        } catch (WakeupException e) {
            // That is how it is told to stop.
        }
    }

    private void write(SpecificRecord answer) {
        if (answer instanceof RecoveryOutcome outcome) {
            write(topics.outcomes(), outcome.getPool(), outcome);
        } else if (answer instanceof RecoveryCommand command) {
            write(topics.commands(), command.getPool(), command);
        } else if (answer instanceof Finding finding) {
            write(topics.findings(), finding.getPool(), finding);
        } else {
            throw new IllegalArgumentException("expected an outcome, a command or a finding, was " + answer);
        }
    }

    private <V extends SpecificRecord> void write(Topic<V> topic, String key, V value) {
        try (KafkaProducer<String, V> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap), new StringSerializer(), codec.serializer(topic))) {
            producer.send(new ProducerRecord<>(topic.name(), key, value));
        }
    }

    @Override
    public void close() {
        closed.set(true);
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException("told to stop", e);
        }
    }
}
