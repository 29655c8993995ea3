package org.poolwarden.app.topics;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.poolwarden.app.operate.Cluster;
import org.poolwarden.app.operate.Consent;
import org.poolwarden.app.operate.Format;
import org.poolwarden.app.operate.Page;
import org.poolwarden.app.operate.Session;
import org.poolwarden.app.operate.Trouble;
import org.poolwarden.schema.topic.TopicMismatch;
import picocli.CommandLine.Help.Ansi.Text;

/** Where topics are made, and their settings changed. */
public final class TopicDesk {

    /** How far it may go. */
    public enum Extent {
        /** Says what would be done. */
        LOOK,
        /** Makes what is missing. */
        CREATE,
        /** Changes settings of what is there too. */
        ALTER,
        /** As {@link #ALTER}, but only says so. */
        LOOK_AT_ALL;

        public static Extent of(boolean alter, boolean dryRun) {
            return dryRun ? alter ? LOOK_AT_ALL : LOOK : alter ? ALTER : CREATE;
        }

        boolean isDry() {
            return this == LOOK || this == LOOK_AT_ALL;
        }

        boolean alters() {
            return this == ALTER || this == LOOK_AT_ALL;
        }
    }

    private static final Duration SEEN = Duration.ofSeconds(10);

    private final Session session;
    private final Format format;
    private final Consent consent;
    private final Cluster cluster;

    public TopicDesk(Session session, Format format, Consent consent, Cluster cluster) {
        this.session = session;
        this.format = format;
        this.consent = consent;
        this.cluster = cluster;
    }

    /**
     * @return the exit status: 1 when something is not as it should be in the end
     */
    public int make(short replication, Extent extent) throws Trouble, InterruptedException {
        TopicBook book = TopicBook.read(cluster, replication);
        Page page = format.isJson() ? session.aside() : session.out();
        create(book, extent, page);
        if (extent.alters()) {
            alter(book, extent, page);
        } else {
            book.alterable().forEach(difference -> page.line("differs: " + difference.sentence()));
            if (!book.alterable().isEmpty()) {
                page.line("Next: --alter shows the settings before and after, and changes them.");
            }
        }
        book.otherPartitions().forEach(difference -> page.line("differs: " + difference.sentence()));
        book.partitionsAdvice().ifPresent(page::line);
        if (book.isAsMade()) {
            page.line("Nothing to do: all " + book.all().size() + " topics are as poolwarden makes them.");
        }
        return report(book, extent);
    }

    private void create(TopicBook book, Extent extent, Page page) throws Trouble, InterruptedException {
        List<NewTopic> missing = book.missing().stream().map(TopicStand::wanted).toList();
        if (!extent.isDry() && !missing.isEmpty()) {
            cluster.administer(admin -> admin.createTopics(missing).all().get());
            awaitSeen(missing.stream().map(NewTopic::name).toList());
        }
        book.missing()
                .forEach(topic -> page.line((extent.isDry() ? "would be created: " : "created: ") + topic.name() + ", "
                        + topic.partitions() + " partitions, " + topic.replicas() + " replicas, kept: "
                        + topic.kept()));
    }

    /** Brokers hear of new topics a moment after the controller has made them, and the next verb may come sooner. */
    private void awaitSeen(List<String> names) throws Trouble, InterruptedException {
        Instant deadline = session.now().plus(SEEN);
        cluster.administer(admin -> {
            while (!admin.listTopics().names().get().containsAll(names)
                    && session.now().isBefore(deadline)) {
                Thread.onSpinWait();
            }
            return names;
        });
    }

    private void alter(TopicBook book, Extent extent, Page page) throws Trouble, InterruptedException {
        List<TopicMismatch> changes = book.alterable();
        if (changes.isEmpty()) {
            return;
        }
        List<List<Text>> rows = new ArrayList<>();
        changes.forEach(change -> rows.add(List.of(
                page.plain(change.topic()),
                page.plain(change.setting()),
                page.plain(change.found()),
                page.plain(change.expected()))));
        page.table(List.of("TOPIC", "SETTING", "NOW", "THEN"), rows);
        if (extent.isDry()) {
            page.line("Nothing is written: --dry-run.");
            return;
        }
        consent.confirm(session);
        Map<ConfigResource, Collection<AlterConfigOp>> orders = new HashMap<>();
        changes.forEach(change -> orders.computeIfAbsent(
                        new ConfigResource(ConfigResource.Type.TOPIC, change.topic()), topic -> new ArrayList<>())
                .add(new AlterConfigOp(
                        new ConfigEntry(change.setting(), change.expected()), AlterConfigOp.OpType.SET)));
        cluster.administer(admin -> admin.incrementalAlterConfigs(orders).all().get());
        page.line("written; what lies there already keeps the time it was given");
    }

    private int report(TopicBook book, Extent extent) {
        if (format.isJson()) {
            book.all().forEach(topic -> session.print(topic.json(result(topic, extent))));
        }
        boolean complete = book.otherPartitions().isEmpty()
                && (extent.isDry()
                        ? book.isAsMade()
                        : extent.alters() || book.alterable().isEmpty());
        return complete ? 0 : 1;
    }

    private static String result(TopicStand topic, Extent extent) {
        if (topic.isMissing()) {
            return extent.isDry() ? "MISSING" : "CREATED";
        }
        if (topic.isAsMade()) {
            return "PRESENT";
        }
        boolean altered = extent == Extent.ALTER && !topic.alterable().isEmpty();
        return altered ? "ALTERED" : "DIFFERS";
    }
}
