package org.poolwarden.app.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.poolwarden.app.operate.Explanation;
import org.poolwarden.app.operate.KnownPool;
import org.poolwarden.app.operate.PolicyLine;
import org.poolwarden.schema.Finding;
import org.poolwarden.schema.wire.RecordJson;

/** Everything that a pool's page shows, but its timeline. */
final class PoolPage {

    private final Board board;
    private final KnownPool pool;
    private final Instant now;

    PoolPage(Board board, KnownPool pool, Instant now) {
        this.board = board;
        this.pool = pool;
        this.now = now;
    }

    ObjectNode json() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.set("row", PoolRow.json(pool));
        pool.finding().ifPresent(finding -> finding(finding, node.putObject("finding")));
        node.set("graph", new PoolGraph(board, pool, now).json());
        ArrayNode alerts = node.putArray("alerts");
        pool.firing().forEach(known -> {
            ObjectNode alert = AlertRow.json(pool, known);
            ArrayNode runbook = alert.putArray("runbook");
            known.alert().getRunbook().forEach(runbook::add);
            alerts.add(alert);
        });
        node.set("explanation", new Explanation(pool).json());
        policy(node.putObject("policy"));
        return node;
    }

    private void finding(Finding finding, ObjectNode node) {
        node.put("reason", finding.getReason());
        node.put("epoch", finding.getEpoch());
        node.put("judgedAt", finding.getJudgedAt().toString());
        node.put("cause", finding.getCause());
        node.put("awaited", finding.getAwaited().orElse(null));
        node.put(
                "awaitedUntil", finding.getAwaitedUntil().map(Instant::toString).orElse(null));
        node.set("advisories", RecordJson.of(finding.getAdvisories()));
        ArrayNode claims = node.putArray("claims");
        finding.getClaims().forEach(claim -> {
            ObjectNode one = claims.addObject();
            one.put("host", pool.called(claim.getAddress()));
            one.put("since", claim.getSince().toString());
            one.put("promotedByUs", claim.getPromotedByUs());
            ArrayNode followers = one.putArray("followers");
            claim.getFollowers().forEach(follower -> followers.add(pool.nameOf(follower)));
        });
        finding.getRecovery().ifPresent(recovery -> node.putObject("recovery")
                .put("what", recovery.getKind() + " of " + pool.called(recovery.getHost()))
                .put("stage", recovery.getStage())
                .put("since", recovery.getSince().toString())
                .put("commandId", recovery.getCommandId())
                .put("inFlight", pool.inFlight().isPresent()));
    }

    private void policy(ObjectNode node) {
        ObjectNode lines = node.putObject("lines");
        PolicyLine.values(pool, pool.policy(), now).forEach(lines::put);
        node.put("author", pool.written().map(written -> written.getAuthor()).orElse(null));
        node.put("reason", pool.written().map(written -> written.getReason()).orElse(null));
    }
}
