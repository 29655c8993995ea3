package org.poolwarden.app.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.poolwarden.app.operate.GuardWords;
import org.poolwarden.app.operate.KnownPool;
import org.poolwarden.schema.Alert;
import org.poolwarden.schema.Evidence;
import org.poolwarden.schema.Finding;
import org.poolwarden.schema.RecoveryOutcome;
import org.poolwarden.schema.WithheldCommand;

/** A pool's incident, line by line: evidence, verdict, what held a command back, command, outcome. */
final class TimelinePage {

    private final KnownPool pool;

    TimelinePage(KnownPool pool) {
        this.pool = pool;
    }

    ArrayNode json(List<Timelines.Line> lines) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        lines.forEach(line -> all.add(json(line)));
        return all;
    }

    private ObjectNode json(Timelines.Line line) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("at", line.happening().at().toString());
        node.put("kind", line.happening().kind());
        node.put("what", line.happening().what());
        node.put("sentence", line.happening().sentence());
        node.put("source", line.happening().source());
        node.put("repeated", line.repeated());
        if (line.happening().record() instanceof Finding finding) {
            node.put("sentence", finding.getReason());
            evidence(finding.getEvidence(), node.putArray("evidence"));
            withheld(finding.getWithheld(), node.putArray("withheld"));
        } else if (line.happening().record() instanceof Alert alert) {
            node.put("severity", alert.getSeverity().name());
            node.put("state", alert.getState().name());
        } else if (line.happening().record() instanceof RecoveryOutcome outcome) {
            node.put("result", outcome.getResult().name());
        }
        return node;
    }

    private void evidence(List<Evidence> all, ArrayNode nodes) {
        all.forEach(seen -> nodes.addObject()
                .put("host", pool.nameOf(seen.getAddress()))
                .put("observer", seen.getObserver())
                .put("answer", seen.getAnswer().name())
                .put("coordinator", seen.getMasterAddress().map(pool::nameOf).orElse(null))
                .put("testimony", seen.getTestimony().name())
                .put("power", seen.getPower().name())
                .put("misses", seen.getMisses())
                .put("source", seen.getTopic() + "-" + seen.getPartition() + "@" + seen.getOffset()));
    }

    private void withheld(List<WithheldCommand> all, ArrayNode nodes) {
        all.forEach(held -> nodes.addObject()
                .put(
                        "command",
                        held.getCommand()
                                + held.getHost()
                                        .map(host -> " of " + pool.nameOf(host))
                                        .orElse(""))
                .put("guard", held.getGuard().name())
                .put("because", GuardWords.purpose(held.getGuard()))
                .put("lifts", held.getLifts()));
    }
}
