package org.poolwarden.app.operate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.poolwarden.app.operate.KnownPool.KnownAlert;
import org.poolwarden.schema.Alert;
import org.poolwarden.schema.Finding;
import org.poolwarden.schema.OperatorAction;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.schema.RecoveryOutcome;
import org.poolwarden.schema.topic.Topic;
import org.poolwarden.schema.topic.Topics;
import org.poolwarden.schema.wire.RecordJson;

/** What happened to one pool, as five topics tell it, in the order of the brokers' append times. */
public final class HistoryBook {

    private static final Comparator<Event> IN_ORDER = Comparator.comparing(Event::at);

    private final KnownPool pool;
    private final List<Event> events = new ArrayList<>();

    private HistoryBook(KnownPool pool) {
        this.pool = pool;
    }

    /**
     * One line of it.
     *
     * @param what verdict, alert, command or word
     */
    private record Event(Entry<?> entry, String kind, String what, String sentence, SpecificRecord record) {
        Instant at() {
            return entry.at();
        }
    }

    /**
     * @param since the beginning; empty for all that the topics still hold
     * @param limit how many events at most; the last ones are kept
     */
    public static HistoryBook read(Cluster cluster, KnownPool pool, Optional<Instant> since, int limit) throws Trouble {
        HistoryBook book = new HistoryBook(pool);
        Topics topics = cluster.topics();
        book.add(cluster, topics.findings(), since, Finding::getPool, book::finding);
        book.add(cluster, topics.alerts(), since, Alert::getPool, book::alert);
        book.add(cluster, topics.operatorActions(), since, OperatorAction::getPool, book::word);
        book.add(cluster, topics.commands(), since, RecoveryCommand::getPool, book::command);
        book.add(cluster, topics.outcomes(), since, RecoveryOutcome::getPool, book::outcome);
        book.events.sort(IN_ORDER);
        int surplus = Math.max(0, book.events.size() - limit);
        book.events.subList(0, surplus).clear();
        return book;
    }

    private <V extends SpecificRecord> void add(
            Cluster cluster,
            Topic<V> topic,
            Optional<Instant> since,
            Function<V, String> poolOf,
            Function<Entry<V>, Event> telling)
            throws Trouble {
        List<Entry<V>> entries = since.isPresent() ? cluster.readSince(since.get(), topic) : cluster.read(topic);
        entries.stream()
                .filter(entry -> entry.value().map(poolOf).equals(Optional.of(pool.name())))
                .map(telling)
                .forEach(events::add);
    }

    private Event finding(Entry<Finding> entry) {
        Finding finding = entry.value().orElseThrow();
        String master = finding.getMaster()
                .map(address -> ", master " + pool.called(address))
                .orElse("");
        List<String> held = finding.getWithheld().stream()
                .map(withheld -> withheld.getCommand() + " " + withheld.getGuard())
                .toList();
        return new Event(
                entry,
                "finding",
                PoolHead.verdict(finding) + master,
                finding.getReason() + (held.isEmpty() ? "" : "; withheld: " + PoolHead.list(held)),
                finding);
    }

    private Event alert(Entry<Alert> entry) {
        Alert alert = entry.value().orElseThrow();
        String about = new KnownAlert(alert, alert.getAcknowledgedBy()).about();
        return new Event(
                entry, "alert", about + " " + alert.getSeverity() + " " + alert.getState(), alert.getSummary(), alert);
    }

    private Event word(Entry<OperatorAction> entry) {
        OperatorAction action = entry.value().orElseThrow();
        String what = action.getKind()
                + action.getCommand().map(command -> " " + command).orElse("")
                + action.getHost().map(host -> " of " + pool.called(host)).orElse("")
                + action.getAlertKey().map(key -> " " + key).orElse("");
        String down = action.getVerifiedDown()
                .map(host -> pool.called(host) + " verified down; ")
                .orElse("");
        return new Event(entry, "word", what, down + action.getAuthor() + ": " + action.getReason(), action);
    }

    private Event command(Entry<RecoveryCommand> entry) {
        RecoveryCommand command = entry.value().orElseThrow();
        return new Event(
                entry,
                "command",
                command.getKind() + " of " + pool.called(command.getHost()),
                command.getReason(),
                command);
    }

    private Event outcome(Entry<RecoveryOutcome> entry) {
        RecoveryOutcome outcome = entry.value().orElseThrow();
        String about = outcome.getHost().isEmpty() ? "" : " of " + pool.called(outcome.getHost());
        return new Event(
                entry, "outcome", outcome.getKind() + about + " " + outcome.getResult(), outcome.getDetail(), outcome);
    }

    public void print(Session session) {
        Page page = session.out();
        if (events.isEmpty()) {
            page.line("Nothing is told of " + pool.name() + " in that time.");
            return;
        }
        page.table(
                List.of("AT", "KIND", "WHAT", "WHY"),
                events.stream()
                        .map(event -> List.of(
                                page.plain(Moments.text(event.at())),
                                page.plain(event.kind()),
                                page.plain(event.what()),
                                page.plain(event.sentence())))
                        .toList());
    }

    public void printJson(Session session) {
        events.forEach(event -> session.print(json(event)));
    }

    private static ObjectNode json(Event event) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("at", event.at().toString());
        node.put("kind", event.kind());
        node.put("topic", event.entry().topic());
        node.put("partition", event.entry().partition());
        node.put("offset", event.entry().offset());
        node.set("record", RecordJson.of(event.record()));
        return node;
    }
}
