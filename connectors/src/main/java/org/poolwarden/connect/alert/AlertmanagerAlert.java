package org.poolwarden.connect.alert;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.poolwarden.schema.Alert;
import org.poolwarden.schema.AlertState;

/**
 * An alert in the words of Alertmanager's API, version 2.
 *
 * <p>Its labels are its identity: those of the key, which stay the same from its first record to its last, and the
 * severity, because routes and inhibitions see labels only. With another severity it is another alert for Alertmanager;
 * {@link #replaced} ends the one that it was before.
 *
 * @param ends when it resolved; empty while it fires, so that Alertmanager sets the end by its own clock and
 *     resolve_timeout
 */
record AlertmanagerAlert(AlertKey key, Alert alert, Optional<Instant> ends) {

    static AlertmanagerAlert of(AlertKey key, Alert alert) {
        boolean fires = alert.getState() == AlertState.FIRING;
        return new AlertmanagerAlert(
                key,
                alert,
                fires ? Optional.empty() : Optional.of(alert.getEndsAt().orElse(alert.getJudgedAt())));
    }

    boolean fires() {
        return ends.isEmpty();
    }

    /** The same alert, over: whoever deletes its key says that it is no more. */
    AlertmanagerAlert endedAt(Instant instant) {
        return new AlertmanagerAlert(key, alert, Optional.of(instant));
    }

    /** The end of this one, when {@code next} has another identity and so does not end it; empty when it has the same. */
    Optional<AlertmanagerAlert> replaced(AlertmanagerAlert next) {
        return labels().equals(next.labels()) ? Optional.empty() : Optional.of(endedAt(next.alert.getJudgedAt()));
    }

    private ObjectNode labels() {
        ObjectNode labels = JsonNodeFactory.instance.objectNode();
        labels.put("alertname", key.kind());
        labels.put("pool", key.pool());
        key.subject().ifPresent(name -> labels.put(alert.getHost().isPresent() ? "host" : "sr", name));
        labels.put("severity", alert.getSeverity().name().toLowerCase(Locale.ROOT));
        return labels;
    }

    /**
     * @param console base of links to the pool's page; none without it
     */
    ObjectNode json(Optional<URI> console) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("labels", labels());
        json.set("annotations", annotations());
        json.put("startsAt", alert.getStartsAt().toString());
        // Alertmanager refuses an end before the beginning.
        ends.map(end -> end.isBefore(alert.getStartsAt()) ? alert.getStartsAt() : end)
                .ifPresent(end -> json.put("endsAt", end.toString()));
        console.ifPresent(base -> json.put("generatorURL", page(base)));
        return json;
    }

    private ObjectNode annotations() {
        ObjectNode annotations = JsonNodeFactory.instance.objectNode();
        annotations.put("summary", alert.getSummary());
        annotations.put("reason", reason());
        annotations.put("runbook", String.join("\n", alert.getRunbook()));
        alert.getHost().ifPresent(address -> annotations.put("address", address));
        alert.getAcknowledgedBy().ifPresent(who -> annotations.put("acknowledged_by", who));
        return annotations;
    }

    /** What it rests on, and why nothing is done about it where something could be. */
    private String reason() {
        String evidence = alert.getEvidence().stream()
                .map(seen -> seen.getHost() + " " + seen.getAnswer() + " to " + seen.getObserver()
                        + (seen.getMisses() > 0 ? ", missed " + seen.getMisses() + " times" : ""))
                .collect(Collectors.joining("; "));
        String withheld = alert.getWithheld().stream()
                .map(held -> held.getCommand() + " withheld by " + held.getGuard() + ": " + held.getLifts())
                .collect(Collectors.joining("; "));
        return Stream.of(evidence, withheld).filter(text -> !text.isEmpty()).collect(Collectors.joining(". "));
    }

    private String page(URI console) {
        String base = console.toString();
        return (base.endsWith("/") ? base : base + "/") + "pools/"
                + URLEncoder.encode(key.pool(), StandardCharsets.UTF_8).replace("+", "%20");
    }
}
