package org.poolwarden.app.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.poolwarden.app.operate.KnownPool;
import org.poolwarden.app.operate.KnownPool.KnownAlert;
import org.poolwarden.app.operate.Urgency;
import org.poolwarden.schema.Finding;
import org.poolwarden.schema.PoolPolicy;
import org.poolwarden.schema.Severity;
import org.poolwarden.schema.VerdictKind;

/** A pool at a glance. Its size does not grow with the pool, so that a thousand of them are one answer. */
final class PoolRow {

    private static final int COMMANDS = 3;
    private static final int LONGEST = 200;

    private PoolRow() {}

    static ObjectNode json(KnownPool pool) {
        Optional<Finding> finding = pool.finding();
        List<KnownAlert> firing = pool.firing();
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("pool", pool.name());
        node.put("urgency", Urgency.of(pool));
        node.put("tone", tone(pool));
        node.put("verdict", finding.map(f -> f.getVerdict().name()).orElse(null));
        node.put("how", finding.flatMap(Finding::getHow).map(Enum::name).orElse(null));
        node.put("reason", finding.map(Finding::getReason).map(PoolRow::brief).orElse(null));
        node.put("since", pool.judged().map(judged -> judged.since().toString()).orElse(null));
        node.put(
                "coordinator",
                finding.flatMap(Finding::getMaster).map(pool::nameOf).orElse(null));
        node.put("hosts", pool.hosts().size());
        node.put("mode", pool.policy().getMode().name().toLowerCase(Locale.ROOT));
        node.put("paused", pool.policy().getPaused());
        node.put("maintenance", lastWindow(pool.policy()).map(Instant::toString).orElse(null));
        node.put("alerts", firing.size());
        node.put(
                "acknowledged",
                firing.stream()
                        .filter(known -> known.acknowledgedBy().isPresent())
                        .count());
        node.put("gravest", firing.stream().findFirst().map(KnownAlert::about).orElse(null));
        node.put(
                "recovery",
                pool.inFlight()
                        .map(recovery -> recovery.getKind() + " of " + pool.nameOf(recovery.getHost()) + " "
                                + recovery.getStage())
                        .orElse(null));
        ArrayNode held = node.putArray("withheld");
        pool.withheld().stream()
                .map(command -> command.getCommand().name())
                .distinct()
                .limit(COMMANDS)
                .forEach(held::add);
        return node;
    }

    /** When the last maintenance window of a host, or of the whole pool, ends; empty without one. */
    private static Optional<Instant> lastWindow(PoolPolicy policy) {
        Optional<Instant> ofHosts = policy.getMaintenance().stream()
                .map(window -> window.getUntil())
                .max(Instant::compareTo);
        return policy.getMaintenanceUntil()
                .map(whole -> ofHosts.filter(whole::isBefore).orElse(whole))
                .or(() -> ofHosts);
    }

    private static String brief(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    /** How it is shown; a word stands beside every colour. */
    private static String tone(KnownPool pool) {
        if (pool.firing().stream().anyMatch(known -> known.severity() == Severity.CRITICAL)) {
            return "alarm";
        }
        boolean settled = pool.finding()
                .map(Finding::getVerdict)
                .filter(VerdictKind.SETTLED::equals)
                .isPresent();
        return settled && pool.firing().isEmpty() ? "calm" : "care";
    }
}
