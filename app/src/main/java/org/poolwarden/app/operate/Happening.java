package org.poolwarden.app.operate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.poolwarden.app.operate.KnownPool.KnownAlert;
import org.poolwarden.schema.Alert;
import org.poolwarden.schema.Finding;
import org.poolwarden.schema.OperatorAction;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.schema.RecoveryOutcome;
import org.poolwarden.schema.wire.RecordJson;

/**
 * One line of a pool's history.
 *
 * @param entry where it lies, and when it was appended
 * @param kind finding, alert, word, command or outcome
 * @param what verdict, alert, command or word
 * @param sentence why
 */
public record Happening(Entry<?> entry, String kind, String what, String sentence, SpecificRecord record) {

    /** By the broker's append time. */
    public Instant at() {
        return entry.at();
    }

    /** {@code xen.findings-3@17}. */
    public String source() {
        return entry.topic() + "-" + entry.partition() + "@" + entry.offset();
    }

    /**
     * Tells an entry of any of the five topics in words.
     *
     * @param pool gives hosts their names
     * @throws IllegalArgumentException for a record that is none of these
     */
    public static Happening of(Entry<? extends SpecificRecord> entry, KnownPool pool) {
        SpecificRecord record = entry.value().orElseThrow();
        if (record instanceof Finding finding) {
            return finding(entry, finding, pool);
        }
        if (record instanceof Alert alert) {
            String about = new KnownAlert(alert, alert.getAcknowledgedBy()).about();
            String what = about + " " + alert.getSeverity() + " " + alert.getState();
            return new Happening(entry, "alert", what, alert.getSummary(), alert);
        }
        if (record instanceof OperatorAction word) {
            return word(entry, word, pool);
        }
        if (record instanceof RecoveryCommand command) {
            String what = command.getKind() + " of " + pool.called(command.getHost());
            return new Happening(entry, "command", what, command.getReason(), command);
        }
        if (record instanceof RecoveryOutcome outcome) {
            String about = outcome.getHost().isEmpty() ? "" : " of " + pool.called(outcome.getHost());
            String what = outcome.getKind() + about + " " + outcome.getResult();
            return new Happening(entry, "outcome", what, outcome.getDetail(), outcome);
        }
        throw new IllegalArgumentException("no part of a pool's history: " + record.getSchema());
    }

    private static Happening finding(Entry<?> entry, Finding finding, KnownPool pool) {
        String master = finding.getMaster()
                .map(address -> ", master " + pool.called(address))
                .orElse("");
        List<String> held = finding.getWithheld().stream()
                .map(withheld -> withheld.getCommand() + " " + withheld.getGuard())
                .toList();
        return new Happening(
                entry,
                "finding",
                PoolHead.verdict(finding) + master,
                finding.getReason() + (held.isEmpty() ? "" : "; withheld: " + PoolHead.list(held)),
                finding);
    }

    private static Happening word(Entry<?> entry, OperatorAction action, KnownPool pool) {
        String what = action.getKind()
                + action.getCommand().map(command -> " " + command).orElse("")
                + action.getHost().map(host -> " of " + pool.called(host)).orElse("")
                + action.getAlertKey().map(key -> " " + key).orElse("");
        String down = action.getVerifiedDown()
                .map(host -> pool.called(host) + " verified down; ")
                .orElse("");
        return new Happening(entry, "word", what, down + action.getAuthor() + ": " + action.getReason(), action);
    }

    ObjectNode json() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("at", at().toString());
        node.put("kind", kind);
        node.put("topic", entry.topic());
        node.put("partition", entry.partition());
        node.put("offset", entry.offset());
        node.set("record", RecordJson.of(record));
        return node;
    }
}
