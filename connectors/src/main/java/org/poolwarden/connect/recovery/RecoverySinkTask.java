package org.poolwarden.connect.recovery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.poolwarden.connect.pool.PoolAccess;
import org.poolwarden.connect.pool.PoolClients;
import org.poolwarden.schema.topic.Topic;
import org.poolwarden.schema.topic.Topics;
import org.poolwarden.schema.wire.BadRecordException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shell around {@link RecoveryExecutor}: hands it records on its timer's thread, and lets offsets be committed only
 * when the first outcome of every command is durable.
 */
public final class RecoverySinkTask extends SinkTask {

    private static final Logger LOG = LoggerFactory.getLogger(RecoverySinkTask.class);
    private static final Duration DURABLE = Duration.ofSeconds(20);

    /** Takes one record of one topic; what it returns is awaited. */
    private interface Inlet {
        CompletionStage<Void> take(byte[] value);
    }

    private final Map<String, Inlet> inlets = new HashMap<>();
    private PoolClients clients;
    private TransactionalJournal journal;
    private RecoveryExecutor executor;

    @Override
    public void start(Map<String, String> props) {
        ConfigDef def = RecoverySinkConfig.definition(props);
        AbstractConfig config = new AbstractConfig(def, props, false);
        clients = new PoolClients("recovery-timer", def, props);
        Topics topics = clients.topics();
        String bootstrap = String.join(",", config.getList(RecoverySinkConfig.BOOTSTRAP));
        String number = props.getOrDefault(RecoverySinkConfig.TASK, "0");
        journal = new TransactionalJournal(
                bootstrap,
                topics.outcomes().name() + "-" + props.getOrDefault("name", "recovery") + "-" + number,
                topics,
                clients.codec().serializer(topics.outcomes()));
        Map<String, PoolAccess> pools = new HashMap<>();
        clients.pools().forEach(pool -> pools.put(pool.name(), pool));
        boolean dryRun = config.getBoolean(RecoverySinkConfig.DRY_RUN);
        executor = new RecoveryExecutor(
                pools,
                ExecutorSettings.of(dryRun, clients.rhythm()),
                clients.instruments(),
                clients.powerSwitch(),
                clients.timer(),
                journal);
        Recall recall = new Recall(bootstrap, clients.codec());
        recall.read(topics.outcomes(), executor::recall);
        recall.read(topics.policies(), executor::policy);
        recall.read(topics.findings(), executor::finding);
        inlet(topics.commands(), executor::command);
        inlet(topics.policies(), policy -> told(() -> executor.policy(policy)));
        inlet(topics.findings(), finding -> told(() -> executor.finding(finding)));
        LOG.info("recovery begins dryRun={} pools={}", dryRun, pools.keySet());
    }

    private <V extends SpecificRecord> void inlet(Topic<V> topic, Function<V, CompletionStage<Void>> reader) {
        Deserializer<V> deserializer = clients.codec().deserializer(topic);
        inlets.put(topic.name(), value -> reader.apply(deserializer.deserialize(topic.name(), value)));
    }

    private static CompletionStage<Void> told(Runnable lesson) {
        lesson.run();
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        journal.failure().ifPresent(failure -> {
            throw new ConnectException("the journal of outcomes cannot be written", failure);
        });
        List<CompletableFuture<Void>> taken = new ArrayList<>();
        records.stream().filter(record -> record.value() != null).forEach(record -> taken.add(take(record)));
        await(taken);
    }

    private CompletableFuture<Void> take(SinkRecord record) {
        Inlet inlet = inlets.get(record.topic());
        if (inlet == null || !(record.value() instanceof byte[] value)) {
            throw new ConnectException("expected bytes (ByteArrayConverter) from " + inlets.keySet() + ", got a "
                    + record.value().getClass().getSimpleName() + " from " + record.topic());
        }
        CompletableFuture<Void> taken = new CompletableFuture<>();
        clients.timer().execute(() -> took(record, inlet, value).whenComplete((nothing, error) -> {
            if (error == null) {
                taken.complete(null);
            } else {
                taken.completeExceptionally(error);
            }
        }));
        return taken;
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
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static void await(List<CompletableFuture<Void>> taken) {
        try {
            CompletableFuture.allOf(taken.toArray(CompletableFuture[]::new))
                    .get(DURABLE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RetriableException("stopped while outcomes were written", e);
        } catch (TimeoutException e) {
            throw new RetriableException("outcomes were not durable within " + DURABLE, e);
        } catch (ExecutionException e) {
            throw new ConnectException("a record of the recovery topics could not be taken", e.getCause());
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
