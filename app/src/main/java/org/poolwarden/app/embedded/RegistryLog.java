package org.poolwarden.app.embedded;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The registry's memory: a compacted topic with one partition, of which this process is the only writer. */
final class RegistryLog implements AutoCloseable {

    private static final String TOPIC = "_schemas";
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);

    private final ObjectMapper json = new ObjectMapper();
    private final KafkaProducer<String, String> producer;

    /** Creates the topic where it is missing and reads what it holds into {@code book}. */
    RegistryLog(String bootstrap, RegistryBook book) throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            if (!admin.listTopics().names().get().contains(TOPIC)) {
                NewTopic topic = new NewTopic(TOPIC, 1, (short) 1)
                        .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
                admin.createTopics(List.of(topic)).all().get();
            }
        }
        replay(bootstrap, book);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "acks", "all", "linger.ms", "0"),
                new StringSerializer(),
                new StringSerializer());
    }

    private void replay(String bootstrap, RegistryBook book) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap), new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(PARTITION));
            consumer.seekToBeginning(List.of(PARTITION));
            long end = consumer.endOffsets(List.of(PARTITION)).get(PARTITION);
            while (consumer.position(PARTITION) < end) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(100))) {
                    apply(record.value(), book);
                }
            }
        }
    }

    private void apply(String value, RegistryBook book) {
        try {
            JsonNode entry = json.readTree(value);
            if (entry.has("level")) {
                book.level(entry.get("subject").asText(), entry.get("level").asText());
            } else {
                book.keep(new RegistryBook.Version(
                        entry.get("subject").asText(),
                        entry.get("version").asInt(),
                        entry.get("id").asInt(),
                        entry.get("schema").asText()));
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(TOPIC + " holds what this registry did not write", e);
        }
    }

    /** Durable when it returns. */
    void write(RegistryBook.Version version) throws InterruptedException, ExecutionException {
        String value = json.createObjectNode()
                .put("subject", version.subject())
                .put("version", version.number())
                .put("id", version.id())
                .put("schema", version.schema())
                .toString();
        send("version " + version.number() + " of " + version.subject(), value);
    }

    /** Durable when it returns. */
    void writeLevel(String subject, String level) throws InterruptedException, ExecutionException {
        String value = json.createObjectNode()
                .put("subject", subject)
                .put("level", level)
                .toString();
        send("level of " + subject, value);
    }

    private void send(String key, String value) throws InterruptedException, ExecutionException {
        producer.send(new ProducerRecord<>(TOPIC, key, value)).get();
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
    }
}
