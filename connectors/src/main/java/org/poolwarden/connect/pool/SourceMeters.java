package org.poolwarden.connect.pool;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;

/**
 * What a source task counts, as Connect's plugin metrics: JMX {@code
 * kafka.connect:type=plugins,connector=NAME,task=N}.
 *
 * @param <F> kinds of failures
 */
public final class SourceMeters<F extends Enum<F>> {

    private final PluginMetrics metrics;
    private final AtomicLong asked = new AtomicLong();
    private final AtomicLong last = new AtomicLong();
    private final Map<F, AtomicLong> failures;

    /**
     * @param what is asked, in the plural: {@code interviews}
     * @param kinds of failures
     * @param behind for how long that has been awaited which has been awaited longest
     */
    public SourceMeters(PluginMetrics metrics, String what, Class<F> kinds, Supplier<Duration> behind) {
        this.metrics = metrics;
        this.failures = new EnumMap<>(kinds);
        show(what + "-total", "How many " + what + " there were.", Map.of(), asked::get);
        show("last-event-ms", "When the last record came, milliseconds since the epoch.", Map.of(), last::get);
        show(
                "behind-ms",
                "How far the task is behind where it is furthest, in milliseconds: a record that waits for Kafka, or a"
                        + " source that is silent.",
                Map.of(),
                () -> behind.get().toMillis());
        for (F kind : kinds.getEnumConstants()) {
            AtomicLong count = new AtomicLong();
            failures.put(kind, count);
            show("failures-total", "How many of them failed, by kind.", Map.of("kind", kind.name()), count::get);
        }
    }

    private void show(String name, String description, Map<String, String> tags, LongSupplier value) {
        metrics.addMetric(metrics.metricName(name, description, new LinkedHashMap<>(tags)), (Gauge<Long>)
                (config, now) -> value.getAsLong());
    }

    public void asked() {
        asked.incrementAndGet();
    }

    public void failed(F kind) {
        failures.get(kind).incrementAndGet();
    }

    public void heard(Instant at) {
        last.set(at.toEpochMilli());
    }
}
