package org.poolwarden.app.operate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.poolwarden.schema.OperatorAction;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.schema.RecoveryOutcome;
import org.poolwarden.schema.WithheldCommand;
import org.poolwarden.schema.wire.RecordJson;

/**
 * What the processors made of a person's word.
 *
 * @param withheld what holds the command back now
 */
public record Reply(
        Fate fate,
        Optional<RecoveryCommand> command,
        Optional<RecoveryOutcome> refusal,
        List<WithheldCommand> withheld) {

    /** How a word ends. */
    public enum Fate {
        /** A command was issued because of it. */
        ISSUED(0),
        /** It stands, and nothing has been issued yet. */
        TAKEN(0),
        REFUSED(Trouble.REFUSED),
        /** It is written, and nobody has read it in time. */
        UNHEARD(Trouble.UNANSWERED);

        private final int status;

        Fate(int status) {
            this.status = status;
        }
    }

    /**
     * @param heard whether the processors have answered
     */
    static Reply to(OperatorAction action, Echo echo, boolean heard, List<WithheldCommand> withheld) {
        Optional<RecoveryOutcome> refusal = echo.refusal(action.getId());
        Optional<RecoveryCommand> command = echo.command(action.getId());
        return new Reply(fate(refusal, command, heard), command, refusal, withheld);
    }

    private static Fate fate(Optional<RecoveryOutcome> refusal, Optional<RecoveryCommand> command, boolean heard) {
        if (refusal.isPresent()) {
            return Fate.REFUSED;
        }
        if (command.isPresent()) {
            return Fate.ISSUED;
        }
        return heard ? Fate.TAKEN : Fate.UNHEARD;
    }

    int status() {
        return fate.status;
    }

    ObjectNode json(OperatorAction action) {
        ObjectNode node = RecordJson.of(action).objectNode();
        node.put("result", fate.name());
        node.put("refusal", refusal.map(RecoveryOutcome::getDetail).orElse(null));
        node.set("action", RecordJson.of(action));
        node.set("command", command.map(RecordJson::of).orElse(null));
        node.set("withheld", RecordJson.of(withheld));
        return node;
    }
}
