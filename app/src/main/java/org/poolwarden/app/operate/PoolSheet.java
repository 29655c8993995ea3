package org.poolwarden.app.operate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.poolwarden.app.operate.KnownPool.KnownAlert;
import org.poolwarden.schema.Evidence;
import org.poolwarden.schema.Finding;
import org.poolwarden.schema.MasterClaim;
import org.poolwarden.schema.RecoveryProgress;
import org.poolwarden.schema.wire.RecordJson;
import picocli.CommandLine.Help.Ansi.Text;

/** Everything that is known of one pool. */
public final class PoolSheet {

    private final KnownPool pool;
    private final Page page;
    private final Instant now;

    private PoolSheet(KnownPool pool, Page page, Instant now) {
        this.pool = pool;
        this.page = page;
        this.now = now;
    }

    public static void print(KnownPool pool, Session session) {
        new PoolSheet(pool, session.out(), session.now()).print();
    }

    private void print() {
        PoolHead.print(pool, page, now);
        evidence();
        pool.finding().ifPresent(this::aboutFinding);
        withheld();
        pool.firing().forEach(this::alert);
        page.heading("Policy");
        page.table(List.of("KEY", "VALUE"), PolicyText.rows(pool, page, now));
    }

    private void evidence() {
        if (pool.evidence().isEmpty()) {
            return;
        }
        page.heading("Evidence");
        page.table(
                List.of("HOST", "OBSERVER", "ANSWER", "MASTER", "TESTIFIES", "POWER", "MISSES", "AT", "RECORD"),
                pool.evidence().stream().map(this::row).toList());
    }

    private List<Text> row(Evidence seen) {
        return List.of(
                page.plain(pool.called(seen.getAddress())),
                page.plain(seen.getObserver()),
                page.plain(seen.getAnswer().name()),
                page.plain(seen.getMasterAddress().map(pool::called).orElse("-")),
                page.plain(seen.getTestimony().name()),
                page.plain(seen.getPower().name()),
                page.plain(String.valueOf(seen.getMisses())),
                page.plain(Moments.text(seen.getAt())),
                page.plain(seen.getTopic() + "-" + seen.getPartition() + "@" + seen.getOffset()));
    }

    private void aboutFinding(Finding finding) {
        if (!finding.getClaims().isEmpty()) {
            page.heading("Who claims to be master");
            finding.getClaims().forEach(this::claim);
        }
        finding.getRecovery().ifPresent(this::recovery);
        if (!finding.getAdvisories().isEmpty()) {
            page.heading("Advisories");
            finding.getAdvisories().forEach(advice -> page.item(advice.getKind() + ": " + advice.getSummary()));
        }
    }

    private void claim(MasterClaim claim) {
        page.item(new KnownHost(pool.name(), claim.getHost(), claim.getAddress()).inFull() + " since "
                + Moments.text(claim.getSince(), now) + ", followed by "
                + (claim.getFollowers().isEmpty()
                        ? "nobody"
                        : PoolHead.list(
                                claim.getFollowers().stream().map(pool::called).toList()))
                + (claim.getPromotedByUs() ? "; poolwarden promoted it" : ""));
    }

    private void recovery(RecoveryProgress recovery) {
        page.heading(pool.inFlight().isPresent() ? "Recovery in flight" : "Last command of the recovery");
        page.item(recovery.getKind() + " of " + pool.called(recovery.getHost()) + ": " + recovery.getStage() + " since "
                + Moments.text(recovery.getSince(), now) + " (" + recovery.getCommandId() + ")");
    }

    private void withheld() {
        if (pool.withheld().isEmpty()) {
            return;
        }
        page.heading("Withheld; poolwarden explain " + pool.name() + " says more");
        page.table(
                List.of("COMMAND", "GUARD", "LIFTED BY"),
                pool.withheld().stream()
                        .map(held -> List.of(
                                page.plain(PoolHead.order(pool, held)),
                                page.plain(held.getGuard().name()),
                                page.plain(held.getLifts())))
                        .toList());
    }

    private void alert(KnownAlert known) {
        page.heading("Alert " + known.alert().getKey());
        page.line(page.styled(
                known.severity() + " since " + Moments.text(known.alert().getStartsAt(), now)
                        + (known.alert().getReopened() ? ", reopened" : "")
                        + known.acknowledgedBy()
                                .map(by -> ", acknowledged by " + by)
                                .orElse(""),
                PoolHead.colour(known.severity())));
        page.line(known.alert().getSummary());
        known.alert().getRunbook().forEach(page::item);
    }

    public static void printJson(KnownPool pool, Session session) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("pool", pool.name());
        node.put("since", pool.judged().map(judged -> judged.since().toString()).orElse(null));
        node.set("finding", pool.finding().map(RecordJson::of).orElse(null));
        ArrayNode alerts = node.putArray("alerts");
        pool.firing()
                .forEach(known -> alerts.add(RecordJson.of(known.alert())
                        .put("acknowledgedBy", known.acknowledgedBy().orElse(null))));
        node.set("policy", RecordJson.of(pool.policy()));
        session.print(node);
    }
}
