package org.poolwarden.app.operate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.poolwarden.app.operate.GuardWords.Effect;
import org.poolwarden.app.operate.GuardWords.Remedy;
import org.poolwarden.schema.Finding;
import org.poolwarden.schema.RecoveryProgress;
import org.poolwarden.schema.VerdictKind;
import org.poolwarden.schema.WithheldCommand;
import org.poolwarden.schema.wire.RecordJson;

/** Why nothing is done about a pool, and what would change that. */
public final class Explanation {

    private final KnownPool pool;
    private final List<HeldCommand> held;

    public Explanation(KnownPool pool) {
        this.pool = pool;
        this.held = HeldCommand.of(pool);
    }

    public void print(Session session) {
        Page page = session.out();
        PoolHead.print(pool, page, session.now());
        pool.inFlight().ifPresent(recovery -> page.line(underWay(recovery)));
        if (held.isEmpty()) {
            page.line(nothing());
        }
        held.forEach(command -> print(command, page));
    }

    private void print(HeldCommand command, Page page) {
        page.heading(command.name() + " is held back");
        page.table(
                List.of("GUARD", "BECAUSE", "LIFTED BY"),
                command.guards().stream()
                        .map(guard -> List.of(
                                page.plain(guard.getGuard().name()),
                                page.plain(GuardWords.purpose(guard.getGuard())),
                                page.plain(guard.getLifts())))
                        .toList());
        command.approval().ifPresent(line -> {
            page.line("An approval lifts " + names(command.guards(Effect.LIFTS)) + may(command) + stays(command) + ":");
            page.verbatim(line);
        });
        command.mustBeDown()
                .ifPresent(down -> page.line(
                        "Say verified-down only when you have seen at its console or BMC that " + pool.called(down)
                                + " is off. Its silence proves nothing: a host that is cut off still writes."));
        command.guards()
                .forEach(guard -> GuardWords.remedy(guard.getGuard(), pool).ifPresent(remedy -> {
                    page.line(remedy.when() + " (" + guard.getGuard() + "):");
                    page.verbatim(remedy.line());
                }));
    }

    private static String may(HeldCommand command) {
        List<WithheldCommand> may = command.guards(Effect.MAY_LIFT);
        return may.isEmpty() ? "" : ", may lift " + names(may);
    }

    private static String stays(HeldCommand command) {
        List<WithheldCommand> stay = command.guards(Effect.STAYS);
        return stay.isEmpty() ? "" : ", but not " + names(stay);
    }

    private static String names(List<WithheldCommand> guards) {
        return guards.isEmpty()
                ? "nothing"
                : String.join(
                        ", ",
                        guards.stream().map(guard -> guard.getGuard().name()).toList());
    }

    private String underWay(RecoveryProgress recovery) {
        return "Under way: " + recovery.getKind() + " of " + pool.called(recovery.getHost()) + " is "
                + recovery.getStage() + " since " + Moments.text(recovery.getSince())
                + "; the next step follows when it is seen to have worked.";
    }

    /** Nothing is held back: either nothing is due, or it is being done. */
    private String nothing() {
        if (pool.judged().isEmpty()) {
            return "Nothing is held back: no finding says anything about this pool.";
        }
        VerdictKind verdict = pool.finding().map(Finding::getVerdict).orElseThrow();
        if (verdict == VerdictKind.MASTER_LOST || verdict == VerdictKind.SPLIT_BRAIN) {
            return "Nothing is held back: a command is issued, or about to be; poolwarden history " + pool.name()
                    + " shows it.";
        }
        return "Nothing is held back: " + verdict + " calls for no command.";
    }

    public void printJson(Session session) {
        session.print(json());
    }

    public ObjectNode json() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("pool", pool.name());
        node.put("verdict", pool.finding().map(f -> f.getVerdict().name()).orElse(null));
        node.put("reason", pool.finding().map(Finding::getReason).orElse(null));
        node.put("awaited", pool.finding().flatMap(Finding::getAwaited).orElse(null));
        node.put("epoch", pool.finding().map(Finding::getEpoch).orElse(null));
        node.set("inFlight", pool.inFlight().map(RecordJson::of).orElse(null));
        ArrayNode commands = node.putArray("held");
        held.forEach(command -> commands.add(json(command)));
        return node;
    }

    private ObjectNode json(HeldCommand command) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("command", command.command().name());
        node.put("host", command.host().orElse(null));
        ArrayNode guards = node.putArray("guards");
        command.guards().forEach(guard -> guards.addObject()
                .put("guard", guard.getGuard().name())
                .put("because", GuardWords.purpose(guard.getGuard()))
                .put("liftedBy", guard.getLifts())
                .put(
                        "remedy",
                        GuardWords.remedy(guard.getGuard(), pool)
                                .map(Remedy::line)
                                .orElse(null)));
        node.put("mustBeDown", command.mustBeDown().map(pool::nameOf).orElse(null));
        node.put("approval", command.approval().orElse(null));
        return node;
    }
}
