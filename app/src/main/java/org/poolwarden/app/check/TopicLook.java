package org.poolwarden.app.check;

import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.poolwarden.app.topics.TopicBook;
import org.poolwarden.app.topics.TopicStand;
import org.poolwarden.schema.topic.TopicMismatch;
import org.poolwarden.schema.topic.Topics;

/** Are the topics there, and as the rules need them? */
record TopicLook(Admin admin, Topics topics, short replication) {

    private static final String SUBJECT = "topics";

    /** Names of those that are there. */
    Set<String> look(Consumer<CheckLine> lines) throws InterruptedException {
        try {
            TopicBook book = TopicBook.read(admin, topics, replication);
            Set<String> present = book.all().stream()
                    .filter(topic -> !topic.isMissing())
                    .map(TopicStand::name)
                    .collect(Collectors.toSet());
            if (!book.missing().isEmpty()) {
                lines.accept(CheckLine.fail(
                        SUBJECT,
                        "missing, or not to be seen by this account: "
                                + book.missing().stream().map(TopicStand::name).collect(Collectors.joining(", ")),
                        "poolwarden topics create makes them; poolwarden run does so too where it may"));
            }
            book.differences().forEach(difference -> lines.accept(line(difference, book)));
            if (book.missing().isEmpty() && book.differences().isEmpty()) {
                lines.accept(CheckLine.ok(SUBJECT, "all " + present.size() + " are as poolwarden makes them"));
            }
            return present;
        } catch (ExecutionException | IllegalStateException e) {
            lines.accept(CheckLine.fail(
                    SUBJECT,
                    "cannot be described: " + e.getCause().getMessage(),
                    "give this account DESCRIBE on them; when topics are made or deleted just now, look again"));
            return Set.of();
        }
    }

    private static CheckLine line(TopicMismatch difference, TopicBook book) {
        if (!difference.breaksRules()) {
            return CheckLine.warn(
                    SUBJECT,
                    difference.sentence(),
                    "nothing when you want it so; else poolwarden topics create --alter");
        }
        return CheckLine.fail(
                SUBJECT,
                difference.sentence(),
                difference.setting().equals(TopicMismatch.PARTITIONS)
                        ? book.partitionsAdvice().orElseThrow()
                        : "poolwarden topics create --alter");
    }
}
