package org.poolwarden.app.console;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.poolwarden.app.operate.KnownPool;
import org.poolwarden.app.operate.KnownPool.KnownAlert;
import org.poolwarden.schema.Alert;

/** An alert in the columns that people know from XenCenter: severity, message, location, date. */
final class AlertRow {

    private AlertRow() {}

    static ObjectNode json(KnownPool pool, KnownAlert known) {
        Alert alert = known.alert();
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("key", alert.getKey());
        node.put("pool", pool.name());
        node.put("kind", alert.getKind());
        node.put("severity", known.severity().name());
        node.put("message", alert.getSummary());
        node.put(
                "location",
                alert.getHost()
                        .map(host -> alert.getHostName().orElse(host) + ", " + pool.name())
                        .orElse(pool.name()));
        node.put("date", alert.getStartsAt().toString());
        node.put("reopened", alert.getReopened());
        node.put("acknowledgedBy", known.acknowledgedBy().orElse(null));
        return node;
    }
}
