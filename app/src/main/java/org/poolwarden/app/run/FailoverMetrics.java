package org.poolwarden.app.run;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import org.poolwarden.failover.Decision;
import org.poolwarden.failover.stream.Listener;

/**
 * Counts what the topology decides: verdicts that are news, commands, alerts, and what guards hold back. What holds now is
 * in {@link PoolGauges}.
 */
final class FailoverMetrics implements Listener {

    private final MeterRegistry meters;
    private final PoolGauges pools;

    FailoverMetrics(MeterRegistry meters) {
        this.meters = meters;
        this.pools = new PoolGauges(meters);
        meters.gauge("poolwarden.pools.blind", pools, PoolGauges::blind);
    }

    @Override
    public void decided(Decision decision) {
        String pool = decision.pool().name();
        pools.show(decision);
        decision.finding().ifPresent(finding -> {
            count(
                    "poolwarden.verdicts",
                    "pool",
                    pool,
                    "verdict",
                    finding.getVerdict().name());
            finding.getWithheld()
                    .forEach(withheld -> count(
                            "poolwarden.commands.withheld",
                            "pool",
                            pool,
                            "command",
                            withheld.getCommand().name(),
                            "guard",
                            withheld.getGuard().name()));
        });
        decision.command()
                .ifPresent(command -> count(
                        "poolwarden.commands",
                        "pool",
                        pool,
                        "command",
                        command.getKind().name()));
        decision.alerts()
                .forEach(alert -> count(
                        "poolwarden.alerts",
                        "pool",
                        pool,
                        "kind",
                        alert.getKind(),
                        "state",
                        alert.getState().name()));
    }

    private void count(String name, String... tags) {
        meters.counter(name, tags).increment();
    }

    @Override
    public void released(Collection<String> names) {
        pools.release(names);
    }

    /** Whether every pool that is judged here has caught up with its observers. */
    boolean isCaughtUp() {
        return pools.blind() == 0;
    }
}
