package org.poolwarden.connect.alert;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.poolwarden.connect.pool.Timer;

/**
 * What an alert sink counts, as Connect's plugin metrics: JMX {@code
 * kafka.connect:type=plugins,connector=NAME,task=N}.
 */
final class SinkMeters {

    private final PluginMetrics metrics;
    private final Timer timer;
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong last = new AtomicLong();
    private final AtomicLong buried = new AtomicLong();
    private final Map<Trouble, AtomicLong> failures = new EnumMap<>(Trouble.class);

    SinkMeters(PluginMetrics metrics, Timer timer, Backlog backlog) {
        this.metrics = metrics;
        this.timer = timer;
        show("accepted-total", "How many requests the target accepted.", Map.of(), accepted::get);
        show("last-accepted-ms", "When it last did, milliseconds since the epoch; 0 for never.", Map.of(), last::get);
        show("dead-letters-total", "How many alerts went to the dead letters.", Map.of(), buried::get);
        show("waiting", "How many alerts have been read and not yet accepted.", Map.of(), backlog::size);
        show(
                "behind-ms",
                "How long the oldest of them has been waiting, in milliseconds.",
                Map.of(),
                () -> backlog.behind().toMillis());
        for (Trouble kind : Trouble.values()) {
            AtomicLong count = new AtomicLong();
            failures.put(kind, count);
            show(
                    "failures-total",
                    "How many requests were not accepted, by kind.",
                    Map.of("kind", kind.name()),
                    count::get);
        }
    }

    private void show(String name, String description, Map<String, String> tags, LongSupplier value) {
        metrics.addMetric(metrics.metricName(name, description, new LinkedHashMap<>(tags)), (Gauge<Long>)
                (config, now) -> value.getAsLong());
    }

    void count(Answer answer) {
        if (answer instanceof Answer.Declined declined) {
            failures.get(declined.trouble()).incrementAndGet();
        } else {
            accepted.incrementAndGet();
            last.set(timer.now().toEpochMilli());
        }
    }

    void buried() {
        buried.incrementAndGet();
    }
}
