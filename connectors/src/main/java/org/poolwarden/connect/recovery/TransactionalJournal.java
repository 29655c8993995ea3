package org.poolwarden.connect.recovery;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.connect.sink.SinkRecord;
import org.poolwarden.schema.RecoveryOutcome;
import org.poolwarden.schema.topic.Topics;

/**
 * Outcomes on Kafka, each in a transaction of its own. Its start fences the journal of a task with the same number that
 * still runs somewhere: a zombie cannot write STARTED, and so does nothing.
 */
final class TransactionalJournal implements OutcomeJournal, AutoCloseable {

    private static final Duration CLOSING = Duration.ofSeconds(5);
    /** A transaction of a journal that died must not hold up readers of outcomes for long. */
    private static final int TRANSACTION_TIMEOUT_MS = 10_000;

    private final Topics topics;
    private final Serializer<RecoveryOutcome> serializer;
    private final KafkaProducer<String, byte[]> producer;
    private final AtomicReference<KafkaException> failure = new AtomicReference<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread journal = new Thread(task, "recovery-journal");
        journal.setDaemon(true);
        return journal;
    });

    /**
     * @param kafka settings of the producer: at least {@code bootstrap.servers}
     */
    TransactionalJournal(
            Map<String, String> kafka, String transactionalId, Topics topics, Serializer<RecoveryOutcome> serializer) {
        this.topics = topics;
        this.serializer = serializer;
        Map<String, Object> config = JournalClients.only(ProducerConfig.configNames(), kafka);
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MS);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        this.producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
        producer.initTransactions();
    }

    @Override
    public CompletionStage<Void> write(RecoveryOutcome outcome) {
        String topic = topics.outcomes().name();
        return send(new ProducerRecord<>(topic, outcome.getPool(), serializer.serialize(topic, outcome)));
    }

    /** Keeps a record that does not decode, as it came. */
    CompletionStage<Void> bury(SinkRecord record, String reason) {
        String key = record.key() == null ? null : record.key().toString();
        byte[] value = record.value() instanceof byte[] bytes ? bytes : null;
        ProducerRecord<String, byte[]> letter = new ProducerRecord<>(topics.deadLetters(), key, value);
        String place = record.topic() + "-" + record.kafkaPartition() + "@" + record.kafkaOffset();
        letter.headers().add("poolwarden.record", place.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        letter.headers().add("poolwarden.reason", reason.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return send(letter);
    }

    private CompletionStage<Void> send(ProducerRecord<String, byte[]> record) {
        return CompletableFuture.runAsync(() -> commit(record), thread);
    }

    private void commit(ProducerRecord<String, byte[]> record) {
        try {
            producer.beginTransaction();
            producer.send(record);
            producer.commitTransaction();
        } catch (KafkaException e) {
            failure.compareAndSet(null, e);
            throw e;
        }
    }

    /** Why nothing can be written any more; empty while all is well. */
    Optional<KafkaException> failure() {
        return Optional.ofNullable(failure.get());
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            thread.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(CLOSING);
    }
}
