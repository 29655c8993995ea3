package org.poolwarden.app.run;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.poolwarden.failover.Decision;
import org.poolwarden.schema.VerdictKind;

/** Counts what the topology decides: verdicts that are news, commands, and what guards hold back. */
final class FailoverMetrics {

    private final MeterRegistry meters;
    private final Map<String, Boolean> blind = new ConcurrentHashMap<>();

    FailoverMetrics(MeterRegistry meters) {
        this.meters = meters;
        meters.gauge("poolwarden.pools.blind", blind, pools ->
                (double) pools.values().stream().filter(Boolean::booleanValue).count());
    }

    /** On the stream thread, after each decision. */
    void count(Decision decision) {
        String pool = decision.pool().name();
        blind.put(pool, decision.verdict() == VerdictKind.BLIND);
        decision.finding().ifPresent(finding -> {
            meters.counter(
                            "poolwarden.verdicts",
                            "pool",
                            pool,
                            "verdict",
                            finding.getVerdict().name())
                    .increment();
            finding.getWithheld().forEach(withheld -> meters.counter(
                            "poolwarden.commands.withheld",
                            "pool",
                            pool,
                            "command",
                            withheld.getCommand().name(),
                            "guard",
                            withheld.getGuard().name())
                    .increment());
        });
        decision.command().ifPresent(command -> meters.counter(
                        "poolwarden.commands",
                        "pool",
                        pool,
                        "command",
                        command.getKind().name())
                .increment());
        decision.alerts().forEach(alert -> meters.counter(
                        "poolwarden.alerts",
                        "pool",
                        pool,
                        "kind",
                        alert.getKind(),
                        "state",
                        alert.getState().name())
                .increment());
    }

    /** Before pools are spread anew: those that stay are judged within moments, the others are no longer ours. */
    void forget() {
        blind.clear();
    }

    /** Whether every pool heard of has caught up with its observers. */
    boolean isCaughtUp() {
        return blind.values().stream().noneMatch(Boolean::booleanValue);
    }
}
