package org.poolwarden.connect.recovery;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.poolwarden.connect.pool.PoolAccess;
import org.poolwarden.connect.pool.PoolClients;
import org.poolwarden.connect.pool.Receipts;
import org.poolwarden.schema.topic.Topic;
import org.poolwarden.schema.topic.Topics;
import org.poolwarden.schema.wire.BadRecordException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shell around {@link RecoveryExecutor}: hands it records on its timer's thread, and lets offsets be committed only
 * as far as the first outcome of every command is durable.
 */
public final class RecoverySinkTask extends SinkTask {

    private static final Logger LOG = LoggerFactory.getLogger(RecoverySinkTask.class);

    /** Takes one record of one topic; what it returns completes when the record is dealt with. */
    private interface Inlet {
        CompletionStage<Void> take(byte[] value);
    }

    private final Map<String, Inlet> inlets = new HashMap<>();
    private final Map<TopicPartition, Long> recalled = new HashMap<>();
    private final Receipts receipts = new Receipts();
    private PoolClients clients;
    private TransactionalJournal journal;
    private RecoveryExecutor executor;

    @Override
    public void start(Map<String, String> props) {
        ConfigDef def = RecoverySinkConfig.definition(props);
        AbstractConfig config = new AbstractConfig(def, props, false);
        clients = new PoolClients("recovery-timer", def, props);
        Topics topics = clients.topics();
        Map<String, String> kafka = JournalClients.clients(props);
        journal = new TransactionalJournal(
                kafka,
                topics.outcomes().name() + "-" + props.getOrDefault("name", "recovery"),
                topics,
                clients.codec().serializer(topics.outcomes()));
        Map<String, PoolAccess> pools = new HashMap<>();
        clients.pools().forEach(pool -> pools.put(pool.name(), pool));
        ExecutorSettings settings = RecoverySinkConfig.settings(config, clients.rhythm());
        executor = new RecoveryExecutor(
                pools, settings, clients.instruments(), clients.powerSwitch(), clients.timer(), journal);
        Recall recall = new Recall(kafka, clients.codec());
        recall.read(topics.outcomes(), executor::recall);
        learn(recall, topics.policies(), executor::policy);
        learn(recall, topics.findings(), executor::finding);
        inlet(topics.commands(), executor::command);
        clients.timer().execute(executor::settle);
        LOG.info("recovery begins settings={} pools={}", settings, pools.keySet());
    }

    /** Reads what was said before, and goes on from there: a policy must not be taken back by an older one. */
    private <V extends SpecificRecord> void learn(Recall recall, Topic<V> topic, Consumer<V> lesson) {
        recalled.putAll(recall.read(topic, lesson));
        inlet(topic, value -> {
            lesson.accept(value);
            return CompletableFuture.completedFuture(null);
        });
    }

    private <V extends SpecificRecord> void inlet(Topic<V> topic, Function<V, CompletionStage<Void>> reader) {
        Deserializer<V> deserializer = clients.codec().deserializer(topic);
        inlets.put(topic.name(), value -> reader.apply(deserializer.deserialize(topic.name(), value)));
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        demandHealth();
        for (SinkRecord record : records) {
            TopicPartition partition = new TopicPartition(record.topic(), record.kafkaPartition());
            boolean isKnown = record.kafkaOffset() < recalled.getOrDefault(partition, 0L);
            if (record.value() != null && !isKnown) {
                receipts.add(partition, record.kafkaOffset(), take(record));
            }
        }
    }

    /** Connect asks before it commits, and when the partitions are taken away. */
    @Override
    public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> current) {
        demandHealth();
        return receipts.safe(current);
    }

    @Override
    public void close(Collection<TopicPartition> partitions) {
        receipts.forget(partitions);
    }

    private void demandHealth() {
        journal.failure().ifPresent(failure -> {
            throw new ConnectException("the journal of outcomes cannot be written", failure);
        });
        receipts.failure().ifPresent(failure -> {
            throw new ConnectException("a record of the recovery topics could not be taken", failure);
        });
    }

    private CompletableFuture<Void> take(SinkRecord record) {
        Inlet inlet = inlets.get(record.topic());
        if (inlet == null || !(record.value() instanceof byte[] value)) {
            throw new ConnectException("expected bytes (ByteArrayConverter) from " + inlets.keySet() + ", got a "
                    + record.value().getClass().getSimpleName() + " from " + record.topic());
        }
        return CompletableFuture.completedFuture(value)
                .thenComposeAsync(bytes -> took(record, inlet, bytes), clients.timer());
    }

    private CompletionStage<Void> took(SinkRecord record, Inlet inlet, byte[] value) {
        try {
            return inlet.take(value);
        } catch (BadRecordException e) {
            LOG.warn(
                    "dead letter topic={} partition={} offset={}: {}",
                    record.topic(),
                    record.kafkaPartition(),
                    record.kafkaOffset(),
                    e.getMessage());
            return journal.bury(record, e.getMessage());
        }
    }

    @Override
    public void stop() {
        if (executor != null) {
            executor.stop();
        }
        if (journal != null) {
            journal.close();
        }
        if (clients != null) {
            clients.close();
        }
    }

    @Override
    public String version() {
        return AppInfoParser.getVersion();
    }
}
