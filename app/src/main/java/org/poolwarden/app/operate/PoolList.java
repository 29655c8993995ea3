package org.poolwarden.app.operate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.poolwarden.app.operate.KnownPool.Judged;
import org.poolwarden.schema.Finding;
import org.poolwarden.schema.WithheldCommand;
import org.poolwarden.schema.wire.RecordJson;
import picocli.CommandLine.Help.Ansi.Text;

/** All pools, one line each. */
public final class PoolList {

    private static final List<String> HEADS =
            List.of("POOL", "VERDICT", "SINCE", "MASTER", "MODE", "ALERTS", "RECOVERY", "WITHHELD");

    private final List<KnownPool> pools;

    public PoolList(List<KnownPool> pools) {
        this.pools = pools;
    }

    public void print(Session session) {
        Page page = session.out();
        if (pools.isEmpty()) {
            page.line("No pool has been heard of.");
            return;
        }
        page.table(
                HEADS,
                pools.stream().map(pool -> row(pool, page, session.now())).toList());
    }

    private static List<Text> row(KnownPool pool, Page page, Instant now) {
        return List.of(
                page.plain(pool.name()),
                page.styled(pool.finding().map(PoolHead::verdict).orElse("not judged"), PoolHead.colour(pool)),
                page.plain(pool.judged()
                        .map(Judged::since)
                        .map(since -> Moments.text(since, now))
                        .orElse("-")),
                page.plain(pool.finding()
                        .flatMap(Finding::getMaster)
                        .map(pool::called)
                        .orElse("-")),
                page.plain(PoolHead.mode(pool)),
                page.plain(PoolHead.list(pool.firing().stream()
                        .map(known -> known.about() + " " + known.severity()
                                + (known.acknowledgedBy().isPresent() ? ", acknowledged" : ""))
                        .toList())),
                page.plain(recovery(pool).orElse("-")),
                page.plain(PoolHead.list(withheld(pool))));
    }

    private static Optional<String> recovery(KnownPool pool) {
        return pool.inFlight()
                .map(recovery ->
                        recovery.getKind() + " of " + pool.called(recovery.getHost()) + " " + recovery.getStage());
    }

    /** Each command once, with its guards: {@code PROMOTE: FENCE_PROOF MODE}. */
    private static List<String> withheld(KnownPool pool) {
        return pool.withheld().stream()
                .map(WithheldCommand::getCommand)
                .distinct()
                .map(command -> command + ": "
                        + String.join(
                                " ",
                                pool.withheld().stream()
                                        .filter(held -> held.getCommand() == command)
                                        .map(held -> held.getGuard().name())
                                        .distinct()
                                        .toList()))
                .toList();
    }

    public void printJson(Session session) {
        pools.forEach(pool -> session.print(json(pool)));
    }

    private static ObjectNode json(KnownPool pool) {
        Optional<Finding> finding = pool.finding();
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("pool", pool.name());
        node.put("verdict", finding.map(f -> f.getVerdict().name()).orElse(null));
        node.put("since", pool.judged().map(judged -> judged.since().toString()).orElse(null));
        node.put("epoch", finding.map(Finding::getEpoch).orElse(null));
        node.put("master", finding.flatMap(Finding::getMaster).orElse(null));
        node.put("mode", pool.policy().getMode().name().toLowerCase(Locale.ROOT));
        node.put("paused", pool.policy().getPaused());
        ArrayNode alerts = node.putArray("alerts");
        pool.firing().forEach(known -> alerts.addObject()
                .put("key", known.alert().getKey())
                .put("severity", known.severity().name())
                .put("acknowledgedBy", known.acknowledgedBy().orElse(null)));
        node.set(
                "recovery",
                finding.flatMap(Finding::getRecovery).map(RecordJson::of).orElse(null));
        node.set("withheld", RecordJson.of(pool.withheld()));
        return node;
    }
}
