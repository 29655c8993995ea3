package org.poolwarden.app.run;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.poolwarden.failover.Decision;
import org.poolwarden.failover.OpenAlert;
import org.poolwarden.schema.VerdictKind;

/**
 * What holds of each pool that is judged here: its verdict, and the alerts that fire. A series is there while it holds, so
 * that a fleet's worth of verdicts is one series for each pool.
 */
final class PoolGauges {

    private final MeterRegistry meters;
    private final Map<String, Shown> shown = new ConcurrentHashMap<>();

    private record Shown(VerdictKind verdict, List<Meter> gauges) {}

    PoolGauges(MeterRegistry meters) {
        this.meters = meters;
    }

    /** On the stream thread that judges the pool; looks closer only at what is news. */
    void show(Decision decision) {
        String pool = decision.pool().name();
        Shown before = shown.get(pool);
        if (before == null
                || before.verdict() != decision.verdict()
                || !decision.alerts().isEmpty()) {
            hide(Optional.ofNullable(before));
            shown.put(pool, new Shown(decision.verdict(), gauges(decision)));
        }
    }

    private List<Meter> gauges(Decision decision) {
        Tags pool = Tags.of("pool", decision.pool().name());
        List<Meter> gauges = new ArrayList<>();
        gauges.add(gauge(
                "poolwarden.pool.verdict",
                pool.and("verdict", decision.verdict().name()),
                1));
        Map<Tags, Integer> firing = new TreeMap<>(PoolGauges::compare);
        decision.pool().state().alerts().open().values().stream()
                .filter(OpenAlert::isFiring)
                .map(alert -> pool.and(
                        "kind", alert.kind(), "severity", alert.severity().name()))
                .forEach(tags -> firing.merge(tags, 1, Integer::sum));
        firing.forEach((tags, count) -> gauges.add(gauge("poolwarden.alerts.firing", tags, count)));
        return gauges;
    }

    private static int compare(Tags some, Tags others) {
        return some.toString().compareTo(others.toString());
    }

    private Gauge gauge(String name, Tags tags, int value) {
        return Gauge.builder(name, () -> value).tags(tags).register(meters);
    }

    /** Pools that are judged elsewhere from now on, or here anew. */
    void release(Collection<String> pools) {
        pools.forEach(pool -> hide(Optional.ofNullable(shown.remove(pool))));
    }

    private void hide(Optional<Shown> before) {
        before.ifPresent(old -> old.gauges().forEach(meters::remove));
    }

    /** How many of the pools are BLIND now. */
    long blind() {
        return shown.values().stream()
                .filter(pool -> pool.verdict() == VerdictKind.BLIND)
                .count();
    }
}
