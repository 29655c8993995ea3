package org.poolwarden.app.topics;

import java.util.List;
import org.apache.kafka.common.config.TopicConfig;
import org.poolwarden.app.operate.Page;
import org.poolwarden.app.operate.Session;
import org.poolwarden.schema.topic.TopicMismatch;
import picocli.CommandLine.Help.Ansi.Text;

/** Topics, to look at. */
public final class TopicSheet {

    private static final List<String> HEADS = List.of("TOPIC", "PARTITIONS", "REPLICAS", "CLEANUP", "KEPT", "STATE");

    private final TopicBook book;

    public TopicSheet(TopicBook book) {
        this.book = book;
    }

    public void print(Session session) {
        Page page = session.out();
        page.table(HEADS, book.all().stream().map(topic -> row(topic, page)).toList());
    }

    private static List<Text> row(TopicStand topic, Page page) {
        return List.of(
                page.plain(topic.name()),
                page.plain(String.valueOf(topic.partitions())),
                page.plain(String.valueOf(topic.replicas())),
                page.plain(topic.wanted().configs().get(TopicConfig.CLEANUP_POLICY_CONFIG)),
                page.plain(topic.kept()),
                page.plain(topic.word()));
    }

    public void printJson(Session session) {
        book.all().forEach(topic -> session.print(topic.json(topic.isMissing() ? "MISSING" : "PRESENT")));
    }

    /**
     * Says what is wrong, and what to do about it.
     *
     * @return the exit status: 1 when something is missing or would mislead the rules
     */
    public int judge(Session session) {
        Page page = session.out();
        book.missing().forEach(topic -> page.line(topic.name() + ": missing"));
        book.differences()
                .forEach(difference ->
                        page.line(difference.sentence() + (difference.breaksRules() ? "" : " (yours to decide)")));
        if (!book.missing().isEmpty()) {
            page.line("Next: poolwarden topics create makes what is missing.");
        }
        if (!book.alterable().isEmpty()) {
            page.line("Next: poolwarden topics create --alter shows the settings before and after, and changes them.");
        }
        book.partitionsAdvice().ifPresent(page::line);
        if (book.isAsMade()) {
            page.line("All " + book.all().size() + " topics are as poolwarden makes them.");
        }
        return isSound() ? 0 : 1;
    }

    /** As {@link #judge}, without a word. */
    public boolean isSound() {
        return book.missing().isEmpty() && book.differences().stream().noneMatch(TopicMismatch::breaksRules);
    }
}
