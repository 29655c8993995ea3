package org.poolwarden.app.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.poolwarden.app.report.Summary;
import org.poolwarden.schema.CapacityReport;
import org.poolwarden.schema.IopsFigures;
import org.poolwarden.schema.wire.RecordJson;

/** Load, capacity and what is left of storage repositories and pools. */
final class CapacityPage {

    private CapacityPage() {}

    static ObjectNode row(CapacitySubject subject) {
        CapacityReport now = subject.now();
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("key", subject.key());
        node.put("name", subject.name());
        node.put("pool", now.getPool().orElse(null));
        node.put("scope", now.getScope().name());
        node.put("type", now.getSrType().orElse(null));
        node.put("at", now.getWindowEnd().toString());
        node.put("window", now.getWindow().name());
        node.put("stale", now.getStale());
        node.put("phase", now.getPhase().map(Enum::name).orElse(null));
        put(node, "iops", now.getIopsTotal().map(IopsFigures::getMean));
        put(node, "p95", now.getIopsTotal().map(IopsFigures::getP95));
        put(node, "conserving", now.getCapacityConserving());
        put(node, "used", now.getUtilisation());
        put(node, "planned", now.getPlannedUtilisation());
        put(node, "headroom", now.getHeadroomIops());
        put(node, "latencyMs", now.getMeanLatencyMs());
        put(node, "offload", now.getOffloadRatio());
        put(node, "cacheHits", now.getCacheHitRatio());
        put(node, "full", now.getUsedShare());
        node.put("noisy", now.getNoisy().size());
        return node;
    }

    /** @param names of SRs, by id */
    static ObjectNode json(CapacitySubject subject, Map<String, String> names) {
        CapacityReport headline = subject.history().headline();
        CapacityReport now = subject.now();
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.set("row", row(subject));
        node.put("title", Summary.title(subject.history()));
        node.put("summary", new Summary(subject.history(), names).ofTheNewest());
        node.put("profile", now.getProfile().orElse(null));
        node.put("profileSource", now.getProfileSource().map(Enum::name).orElse(null));
        node.set("fits", RecordJson.of(headline.getFits().isEmpty() ? now.getFits() : headline.getFits()));
        node.set("noisy", RecordJson.of(now.getNoisy()));
        node.set("busiest", RecordJson.of(now.getBusiest()));
        put(node, "runwayLow", headline.getRunwayLowDays());
        put(node, "runwayMid", headline.getRunwayMidDays());
        put(node, "runwayHigh", headline.getRunwayHighDays());
        node.put("runwayAbsence", headline.getRunwayAbsence().orElse(null));
        ArrayNode course = node.putArray("course");
        for (Map.Entry<Instant, CapacitySubject.Point> at : subject.course().entrySet()) {
            CapacitySubject.Point point = at.getValue();
            ObjectNode one = course.addObject().put("t", at.getKey().getEpochSecond());
            put(one, "read", point.read());
            put(one, "write", point.write());
            put(one, "p95", point.p95());
            put(one, "a", point.functional());
            put(one, "b", point.conserving());
            put(one, "learned", point.learned());
        }
        return node;
    }

    private static void put(ObjectNode node, String name, Optional<Double> value) {
        node.put(name, value.orElse(null));
    }
}
