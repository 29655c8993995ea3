package org.poolwarden.app.operate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.poolwarden.schema.Alert;
import org.poolwarden.schema.Finding;
import org.poolwarden.schema.OperatorAction;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.schema.RecoveryOutcome;
import org.poolwarden.schema.topic.Topic;
import org.poolwarden.schema.topic.Topics;

/** What happened to one pool, as five topics tell it, in the order of the brokers' append times. */
public final class HistoryBook {

    private static final Comparator<Happening> IN_ORDER = Comparator.comparing(Happening::at);

    private final KnownPool pool;
    private final List<Happening> happenings = new ArrayList<>();

    private HistoryBook(KnownPool pool) {
        this.pool = pool;
    }

    /**
     * @param since the beginning; empty for all that the topics still hold
     * @param limit how many lines at most; the last ones are kept
     */
    public static HistoryBook read(Cluster cluster, KnownPool pool, Optional<Instant> since, int limit) throws Trouble {
        HistoryBook book = new HistoryBook(pool);
        Topics topics = cluster.topics();
        book.add(cluster, topics.findings(), since, Finding::getPool);
        book.add(cluster, topics.alerts(), since, Alert::getPool);
        book.add(cluster, topics.operatorActions(), since, OperatorAction::getPool);
        book.add(cluster, topics.commands(), since, RecoveryCommand::getPool);
        book.add(cluster, topics.outcomes(), since, RecoveryOutcome::getPool);
        book.happenings.sort(IN_ORDER);
        int surplus = Math.max(0, book.happenings.size() - limit);
        book.happenings.subList(0, surplus).clear();
        return book;
    }

    private <V extends SpecificRecord> void add(
            Cluster cluster, Topic<V> topic, Optional<Instant> since, Function<V, String> poolOf) throws Trouble {
        List<Entry<V>> entries = since.isPresent() ? cluster.readSince(since.get(), topic) : cluster.read(topic);
        entries.stream()
                .filter(entry -> entry.value().map(poolOf).equals(Optional.of(pool.name())))
                .map(entry -> Happening.of(entry, pool))
                .forEach(happenings::add);
    }

    public void print(Session session) {
        Page page = session.out();
        if (happenings.isEmpty()) {
            page.line("Nothing is told of " + pool.name() + " in that time.");
            return;
        }
        page.table(
                List.of("AT", "KIND", "WHAT", "WHY"),
                happenings.stream()
                        .map(happening -> List.of(
                                page.plain(Moments.text(happening.at())),
                                page.plain(happening.kind()),
                                page.plain(happening.what()),
                                page.plain(happening.sentence())))
                        .toList());
    }

    public void printJson(Session session) {
        happenings.forEach(happening -> session.print(happening.json()));
    }
}
