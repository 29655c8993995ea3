package org.poolwarden.app.operate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.poolwarden.app.operate.CommandWord.Subject;
import org.poolwarden.app.operate.GuardWords.Effect;
import org.poolwarden.app.operate.KnownPool.KnownAlert;
import org.poolwarden.schema.ActionKind;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.OperatorAction;
import org.poolwarden.schema.WithheldCommand;

/**
 * A person's word on an incident before it is written: what it says, and what would come of it.
 *
 * @param heading {@code You approve PROMOTE of beta (10.0.0.12); epoch 1}
 * @param guards what holds the command back now, and what the word would leave of it
 * @param notes what else the person should know before saying it
 * @param subject the command it is about; empty when it is about an alert
 */
public record WordDraft(
        KnownPool pool,
        ActionKind kind,
        String heading,
        List<GuardLine> guards,
        List<String> notes,
        Optional<Subject> subject,
        Optional<String> verifiedDown,
        Optional<String> alertKey) {

    /**
     * One guard before and after.
     *
     * @param now what would lift it as things are
     * @param then what becomes of it with the word: lifted, perhaps lifted, stays
     */
    public record GuardLine(String guard, String now, String then) {}

    /**
     * @param verifiedDown the host that the person has verified to be down, as it was typed
     * @throws Trouble for a command, pool or host that is not there
     */
    public static WordDraft approve(KnownPools pools, CommandWord word, Optional<String> verifiedDown) throws Trouble {
        Subject subject = word.in(pools);
        Optional<KnownHost> down = verifiedDown.isPresent()
                ? Optional.of(subject.pool().requireHost(verifiedDown.get()))
                : Optional.empty();
        List<String> notes = new ArrayList<>();
        if (subject.withheld().isEmpty()) {
            notes.add("The last finding holds no such command back.");
        }
        if (subject.command() == CommandKind.PROMOTE) {
            notes.add(
                    "It covers RECOVER_SLAVES and REPOINT of the same recovery, and neither DECLARE_DEAD nor START_VMS.");
        }
        down.flatMap(host -> subject.pool().lifeOf(host.address())).ifPresent(notes::add);
        String heading = "You approve " + subject.name()
                + down.map(host -> ", and have verified that " + host.inFull() + " is down")
                        .orElse("")
                + epoch(subject);
        return new WordDraft(
                subject.pool(),
                ActionKind.APPROVE,
                heading,
                effects(subject, down),
                notes,
                Optional.of(subject),
                down.map(KnownHost::address),
                Optional.empty());
    }

    /**
     * @throws Trouble for a command, pool or host that is not there
     */
    public static WordDraft reject(KnownPools pools, CommandWord word) throws Trouble {
        Subject subject = word.in(pools);
        return new WordDraft(
                subject.pool(),
                ActionKind.REJECT,
                "You reject " + subject.name() + epoch(subject),
                List.of(),
                List.of("MODE holds it back then, until the epoch changes or somebody approves it."),
                Optional.of(subject),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * @param alert its key, with or without the pool
     * @throws Trouble when no such alert fires
     */
    public static WordDraft acknowledge(KnownPools pools, String alert) throws Trouble {
        KnownAlert known = pools.firing(alert);
        String key = known.alert().getKey();
        String now = known.acknowledgedBy().map(by -> "acknowledged by " + by).orElse("repeated");
        return new WordDraft(
                pools.called(known.alert().getPool()),
                ActionKind.ACKNOWLEDGE,
                "You acknowledge " + key + " " + known.severity(),
                List.of(),
                List.of(
                        known.alert().getSummary(),
                        "now: " + now + "; then: repeats are silent, a rise in severity is not"),
                Optional.empty(),
                Optional.empty(),
                Optional.of(key));
    }

    private static String epoch(Subject subject) {
        return subject.epoch().map(epoch -> "; epoch " + epoch).orElse("");
    }

    private static List<GuardLine> effects(Subject subject, Optional<KnownHost> down) {
        boolean names = down.map(KnownHost::address)
                .filter(address -> HeldCommand.oldHost(
                                subject.pool(),
                                subject.command(),
                                subject.host().map(KnownHost::address))
                        .equals(Optional.of(address)))
                .isPresent();
        return subject.withheld().stream()
                .map(held -> new GuardLine(
                        held.getGuard().name(),
                        held.getLifts(),
                        inWords(GuardWords.ofApproval(
                                held, names, subject.pool().policy().getMode()))))
                .toList();
    }

    private static String inWords(Effect effect) {
        return switch (effect) {
            case LIFTS -> "lifted";
            case MAY_LIFT -> "perhaps lifted";
            case STAYS -> "stays";
        };
    }

    /** What holds the command back that is meant; nothing when it is about an alert. */
    public List<WithheldCommand> withheld() {
        return subject.map(Subject::withheld).orElse(List.of());
    }

    /** The word as it is written. */
    public OperatorAction signed(String author, String reason, Instant at) {
        return OperatorAction.newBuilder()
                .setId(UUID.randomUUID().toString())
                .setPool(pool.name())
                .setKind(kind)
                .setCommand(subject.map(Subject::command).orElse(null))
                .setHost(subject.flatMap(Subject::host).map(KnownHost::address).orElse(null))
                .setEpoch(subject.flatMap(Subject::epoch).orElse(null))
                .setVerifiedDown(verifiedDown.orElse(null))
                .setAlertKey(alertKey.orElse(null))
                .setAuthor(author)
                .setReason(reason)
                .setAt(at)
                .build();
    }

    /** What became of it, as a sentence; empty when nobody has read it in time. */
    public Optional<String> fate(Reply reply) {
        return switch (reply.fate()) {
            case ISSUED -> reply.command()
                    .map(command -> "issued: " + command.getKind() + " of " + command.getHostName() + " as "
                            + command.getId() + ", void unless it is begun by " + Moments.text(command.getNotAfter()));
            case REFUSED -> Optional.of("refused: "
                    + reply.refusal().map(outcome -> outcome.getDetail()).orElse(""));
            case TAKEN -> Optional.of(taken(reply));
            case UNHEARD -> Optional.empty();
        };
    }

    private String taken(Reply reply) {
        if (subject.isEmpty()) {
            return "taken: repeats of " + alertKey.orElse("") + " are silent, a rise in severity is not";
        }
        String name = subject.get().name();
        if (kind == ActionKind.REJECT) {
            return "taken: " + name + " is not done before the epoch changes, unless somebody approves it";
        }
        if (reply.withheld().isEmpty()) {
            return "taken: nothing calls for " + name + " now; the approval stands for ten minutes, within this epoch";
        }
        List<String> waits = reply.withheld().stream()
                .map(held -> held.getGuard() + ": " + held.getLifts())
                .toList();
        return "taken: " + name + " still waits for " + String.join("; ", waits);
    }
}
