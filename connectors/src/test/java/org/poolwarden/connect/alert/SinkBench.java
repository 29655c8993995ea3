package org.poolwarden.connect.alert;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.poolwarden.connect.TaskBench;
import org.poolwarden.connect.VirtualTime;
import org.poolwarden.schema.Alert;
import org.poolwarden.schema.topic.Topics;
import org.poolwarden.schema.wire.WireCodec;

/**
 * What Connect is to a sink task: it delivers what lies in the topic from the committed offset on, keeps what the task
 * allows to be committed, and takes dead letters.
 */
final class SinkBench implements SinkTaskContext, ErrantRecordReporter, AutoCloseable {

    final List<String> letters = new CopyOnWriteArrayList<>();
    final TaskBench metrics;
    private final Map<String, String> config;
    private final List<SinkRecord> topic = new ArrayList<>();
    private AlertSinkTask task;
    private int position;
    private long committed;

    SinkBench(Map<String, String> config) {
        this.config = new HashMap<>(config);
        this.config.putIfAbsent("schema.registry.url", "mock://alert-sink");
        this.config.put("errors.tolerance", "all");
        this.config.put("errors.deadletterqueue.topic.name", "xen.dead-letters");
        this.metrics = new TaskBench(this.config);
    }

    /** Appends to the topic. */
    void says(Alert alert) {
        Topics topics = Topics.defaults();
        append(alert.getKey(), serialized(topics, alert));
    }

    private static byte[] serialized(Topics topics, SpecificRecord alert) {
        return WireCodec.at("mock://alert-sink")
                .serializer(topics.alerts())
                .serialize(topics.alerts().name(), (Alert) alert);
    }

    /** Appends a record as it is; a tombstone without a value. */
    void append(String key, byte[] value) {
        topic.add(new SinkRecord(
                "xen.alerts",
                0,
                Schema.STRING_SCHEMA,
                key,
                Schema.OPTIONAL_BYTES_SCHEMA,
                value,
                topic.size(),
                VirtualTime.START.toEpochMilli(),
                TimestampType.LOG_APPEND_TIME));
    }

    /** Starts a task from the committed offset. */
    void start() {
        task = new AlertSinkTask();
        task.initialize(this);
        task.start(config);
        task.open(List.of(Alerts.PARTITION));
        position = (int) committed;
    }

    /** One turn of Connect's loop: what is new is delivered, and what may be committed is. */
    void turn() {
        task.put(topic.subList(position, topic.size()));
        position = topic.size();
        committed = task.preCommit(Map.of(Alerts.PARTITION, new OffsetAndMetadata(position)))
                .get(Alerts.PARTITION)
                .offset();
    }

    /** The offset from which a new task would read. */
    long committed() {
        turn();
        return committed;
    }

    void stop() {
        task.stop();
    }

    @Override
    public void close() {
        stop();
    }

    @Override
    public Future<Void> report(SinkRecord record, Throwable error) {
        letters.add(record.kafkaOffset() + ": " + error.getMessage());
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public ErrantRecordReporter errantRecordReporter() {
        return this;
    }

    @Override
    public PluginMetrics pluginMetrics() {
        return metrics;
    }

    @Override
    public Map<String, String> configs() {
        return config;
    }

    @Override
    public Set<TopicPartition> assignment() {
        return Set.of(Alerts.PARTITION);
    }

    @Override
    public void timeout(long timeoutMs) {
        // The test itself says when the next turn is.
    }

    @Override
    public void offset(Map<TopicPartition, Long> offsets) {
        throw new UnsupportedOperationException("the task leaves positions to Connect");
    }

    @Override
    public void offset(TopicPartition partition, long offset) {
        throw new UnsupportedOperationException("the task leaves positions to Connect");
    }

    @Override
    public void pause(TopicPartition... partitions) {
        throw new UnsupportedOperationException("the task pauses nothing");
    }

    @Override
    public void resume(TopicPartition... partitions) {
        throw new UnsupportedOperationException("the task pauses nothing");
    }

    @Override
    public void requestCommit() {
        throw new UnsupportedOperationException("the task leaves commits to Connect");
    }
}
