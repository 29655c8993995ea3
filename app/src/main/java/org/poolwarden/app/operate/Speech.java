package org.poolwarden.app.operate;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.poolwarden.app.operate.CommandWord.Subject;
import org.poolwarden.app.operate.GuardWords.Effect;
import org.poolwarden.app.operate.KnownPool.KnownAlert;
import org.poolwarden.schema.ActionKind;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.Finding;
import org.poolwarden.schema.OperatorAction;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.schema.RecoveryOutcome;
import org.poolwarden.schema.WithheldCommand;

/** A person's word on an incident: shown, confirmed, written, and what became of it. */
public final class Speech {

    private final Session session;
    private final Format format;
    private final Signature signature;
    private final Cluster cluster;
    private final Page page;

    public Speech(Session session, Format format, Signature signature, Cluster cluster) {
        this.session = session;
        this.format = format;
        this.signature = signature;
        this.cluster = cluster;
        this.page = format.isJson() ? session.aside() : session.out();
    }

    /**
     * @param verifiedDown the host that the person has verified to be down, as it was typed
     * @return the exit status
     */
    public int approve(CommandWord word, Optional<String> verifiedDown) throws Trouble, InterruptedException {
        Subject subject = word.in(KnownPools.read(cluster));
        Optional<KnownHost> down = verifiedDown.isPresent()
                ? Optional.of(subject.pool().requireHost(verifiedDown.get()))
                : Optional.empty();
        PoolHead.print(subject.pool(), page, session.now());
        page.heading("You approve " + subject.name()
                + down.map(host -> ", and have verified that " + host.inFull() + " is down")
                        .orElse("")
                + epoch(subject));
        effects(subject, down);
        if (subject.command() == CommandKind.PROMOTE) {
            page.line(
                    "It covers RECOVER_SLAVES and REPOINT of the same recovery, and neither DECLARE_DEAD nor START_VMS.");
        }
        down.flatMap(host -> subject.pool().lifeOf(host.address())).ifPresent(page::line);
        OperatorAction action = action(subject, ActionKind.APPROVE)
                .setVerifiedDown(down.map(KnownHost::address).orElse(null))
                .build();
        return say(action, subject);
    }

    public int reject(CommandWord word) throws Trouble, InterruptedException {
        Subject subject = word.in(KnownPools.read(cluster));
        PoolHead.print(subject.pool(), page, session.now());
        page.heading("You reject " + subject.name() + epoch(subject));
        page.line("MODE holds it back then, until the epoch changes or somebody approves it.");
        return say(action(subject, ActionKind.REJECT).build(), subject);
    }

    /**
     * @param alert its key, with or without the pool
     */
    public int acknowledge(KnownPools pools, String alert) throws Trouble, InterruptedException {
        KnownAlert known = pools.firing(alert);
        String key = known.alert().getKey();
        page.heading("You acknowledge " + key + " " + known.severity());
        page.line(known.alert().getSummary());
        page.line("now: "
                + known.acknowledgedBy().map(by -> "acknowledged by " + by).orElse("repeated")
                + "; then: repeats are silent, a rise in severity is not");
        OperatorAction action = action(known.alert().getPool(), ActionKind.ACKNOWLEDGE)
                .setAlertKey(key)
                .build();
        Reply reply = hear(action, List.of());
        return tell(action, reply, "taken: repeats of " + key + " are silent, a rise in severity is not");
    }

    private static String epoch(Subject subject) {
        return subject.epoch().map(epoch -> "; epoch " + epoch).orElse("");
    }

    /** What holds the command back now, and what the word would leave of it. */
    private void effects(Subject subject, Optional<KnownHost> down) {
        List<WithheldCommand> withheld = subject.withheld();
        if (withheld.isEmpty()) {
            page.line("The last finding holds no such command back.");
            return;
        }
        boolean names = down.map(KnownHost::address)
                .filter(address -> HeldCommand.oldHost(
                                subject.pool(),
                                subject.command(),
                                subject.host().map(KnownHost::address))
                        .equals(Optional.of(address)))
                .isPresent();
        page.table(
                List.of("GUARD", "NOW LIFTED BY", "WITH YOUR WORD"),
                withheld.stream()
                        .map(held -> List.of(
                                page.plain(held.getGuard().name()),
                                page.plain(held.getLifts()),
                                page.plain(inWords(GuardWords.ofApproval(
                                        held, names, subject.pool().policy().getMode())))))
                        .toList());
    }

    private static String inWords(Effect effect) {
        return switch (effect) {
            case LIFTS -> "lifted";
            case MAY_LIFT -> "perhaps lifted";
            case STAYS -> "stays";
        };
    }

    private OperatorAction.Builder action(Subject subject, ActionKind kind) throws Trouble {
        return action(subject.pool().name(), kind)
                .setCommand(subject.command())
                .setHost(subject.host().map(KnownHost::address).orElse(null))
                .setEpoch(subject.epoch().orElse(null));
    }

    private OperatorAction.Builder action(String pool, ActionKind kind) throws Trouble {
        return OperatorAction.newBuilder()
                .setId(UUID.randomUUID().toString())
                .setPool(pool)
                .setKind(kind)
                .setAuthor(signature.author())
                .setReason(signature.reason())
                .setAt(session.now());
    }

    private int say(OperatorAction action, Subject subject) throws Trouble, InterruptedException {
        Reply reply = hear(action, subject.withheld());
        Reply about = new Reply(reply.fate(), reply.command(), reply.refusal(), subject.withheld(reply.withheld()));
        return tell(action, about, taken(action, about, subject));
    }

    private Reply hear(OperatorAction action, List<WithheldCommand> before) throws Trouble, InterruptedException {
        signature.confirm(session);
        Echo echo = cluster.listen();
        List<Receipt> receipts =
                cluster.write(cluster.topics().operatorActions(), new TreeMap<>(Map.of(action.getPool(), action)));
        boolean heard = echo.hasAnswered(receipts, signature.timeout());
        List<WithheldCommand> now =
                echo.finding(action.getPool()).map(Finding::getWithheld).orElse(before);
        return Reply.to(action, echo, heard, now);
    }

    private int tell(OperatorAction action, Reply reply, String taken) {
        if (format.isJson()) {
            session.print(reply.json(action));
            return reply.status();
        }
        switch (reply.fate()) {
            case ISSUED -> page.line(issued(reply.command().orElseThrow()));
            case REFUSED -> page.line("refused: "
                    + reply.refusal().map(RecoveryOutcome::getDetail).orElse(""));
            case TAKEN -> page.line(taken);
            case UNHEARD -> session.warn("written as " + action.getId() + ", and not answered by the processors within "
                    + Moments.word(signature.timeout()) + ": does poolwarden run run, with application.id "
                    + cluster.processors() + "? The word counts as soon as they read it.");
        }
        return reply.status();
    }

    private static String issued(RecoveryCommand command) {
        return "issued: " + command.getKind() + " of " + command.getHostName() + " as " + command.getId()
                + ", void unless it is begun by " + Moments.text(command.getNotAfter());
    }

    private static String taken(OperatorAction action, Reply reply, Subject subject) {
        if (action.getKind() == ActionKind.REJECT) {
            return "taken: " + subject.name() + " is not done before the epoch changes, unless somebody approves it";
        }
        if (reply.withheld().isEmpty()) {
            return "taken: nothing calls for " + subject.name() + " now; the approval stands for ten minutes, within"
                    + " this epoch";
        }
        return "taken: " + subject.name() + " still waits for "
                + String.join(
                        "; ",
                        reply.withheld().stream()
                                .map(held -> held.getGuard() + ": " + held.getLifts())
                                .toList());
    }
}
