package org.poolwarden.connect;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.MetricValueProvider;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** What Connect is to a source task: it starts it, takes its records and keeps their offsets, and shows its metrics. */
public final class TaskBench implements SourceTaskContext, OffsetStorageReader, PluginMetrics {

    public final List<SourceRecord> records = new CopyOnWriteArrayList<>();
    private final Map<Map<String, ?>, Map<String, Object>> offsets = new HashMap<>();
    private final Map<MetricName, MetricValueProvider<?>> metrics = new ConcurrentHashMap<>();
    private final Map<String, String> config;
    private volatile boolean stopping;

    public TaskBench(Map<String, String> config) {
        this.config = config;
    }

    public void start(SourceTask task) {
        metrics.clear();
        task.initialize(this);
        task.start(config);
    }

    /** One poll; what it brings is delivered, with its offsets. */
    @SuppressWarnings("unchecked")
    public List<SourceRecord> poll(SourceTask task) throws InterruptedException {
        List<SourceRecord> polled = task.poll();
        polled.forEach(record -> offsets.put(record.sourcePartition(), (Map<String, Object>) record.sourceOffset()));
        records.addAll(polled);
        return polled;
    }

    /** Polls as Connect does, on a thread of its own, until {@link #stop}. */
    public Thread polls(SourceTask task) {
        Thread poller = new Thread(() -> {
            try {
                while (!stopping) {
                    poll(task);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        poller.setDaemon(true);
        poller.start();
        return poller;
    }

    public void stop(SourceTask task) {
        stopping = true;
        task.stop();
    }

    public Map<String, Object> keptOffset(Map<String, String> partition) {
        return offsets.get(partition);
    }

    public void keepOffset(Map<String, String> partition, Map<String, Object> offset) {
        offsets.put(partition, offset);
    }

    /** The value of a gauge by its name, and the value of its one tag or an empty text. */
    public long metric(String name, String tag) {
        return metrics.entrySet().stream()
                .filter(entry -> entry.getKey().name().equals(name)
                        && String.join("", entry.getKey().tags().values()).equals(tag))
                .map(entry -> (Long) ((Gauge<?>) entry.getValue()).value(null, 0))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no metric " + name + " among " + metrics.keySet()));
    }

    @Override
    public Map<String, String> configs() {
        return config;
    }

    @Override
    public OffsetStorageReader offsetStorageReader() {
        return this;
    }

    @Override
    public PluginMetrics pluginMetrics() {
        return this;
    }

    @Override
    public <T> Map<String, Object> offset(Map<String, T> partition) {
        return offsets.get(partition);
    }

    @Override
    public <T> Map<Map<String, T>, Map<String, Object>> offsets(Collection<Map<String, T>> partitions) {
        Map<Map<String, T>, Map<String, Object>> found = new HashMap<>();
        partitions.forEach(partition -> found.put(partition, offset(partition)));
        return found;
    }

    @Override
    public MetricName metricName(String name, String description, LinkedHashMap<String, String> tags) {
        return new MetricName(name, "plugins", description, tags);
    }

    @Override
    public void addMetric(MetricName name, MetricValueProvider<?> value) {
        metrics.put(name, value);
    }

    @Override
    public void removeMetric(MetricName name) {
        metrics.remove(name);
    }

    @Override
    public Sensor addSensor(String name) {
        throw new UnsupportedOperationException("gauges only");
    }

    @Override
    public void removeSensor(String name) {
        throw new UnsupportedOperationException("gauges only");
    }
}
