package org.poolwarden.app.operate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.poolwarden.schema.PoolPolicy;
import org.poolwarden.schema.wire.RecordJson;
import picocli.CommandLine.Help.Ansi.Text;

/**
 * Where policies are written: whole records, of which the last one of a pool counts.
 *
 * <p>Kafka compares nothing before it writes: of two people who write one pool's policy in the same instant the later
 * one wins.
 */
public final class PolicyDesk {

    private static final Duration SKEW = Duration.ofSeconds(5);

    private final Session session;
    private final Format format;
    private final Signature signature;
    private final Cluster cluster;

    public PolicyDesk(Session session, Format format, Signature signature, Cluster cluster) {
        this.session = session;
        this.format = format;
        this.signature = signature;
        this.cluster = cluster;
    }

    /** A pool's policy as it shall be. */
    public record Change(KnownPool pool, PoolPolicy next) {

        boolean changesNothing() {
            return next.equals(pool.policy()) && pool.written().isPresent();
        }

        Change signed(String author, String reason) {
            return new Change(
                    pool,
                    PoolPolicy.newBuilder(next)
                            .setAuthor(author)
                            .setReason(reason)
                            .build());
        }

        /**
         * As it is written, or empty when nothing changes.
         *
         * @param now what the brokers' clock has reached at least; windows that had ended by then are left out
         */
        public Optional<Change> due(Optional<Instant> now, String author, String reason) {
            Change tidied = now.map(this::tidied).orElse(this);
            return tidied.changesNothing() ? Optional.empty() : Optional.of(tidied.signed(author, reason));
        }

        /** Without maintenance windows that had ended by {@code now}. */
        Change tidied(Instant now) {
            return new Change(pool, Windows.open(next, now));
        }
    }

    /**
     * Shows what would change, asks, writes, and waits until the processors have read it.
     *
     * @return the exit status
     */
    public int write(List<Change> wanted) throws Trouble, InterruptedException {
        String reason = signature.reason();
        Optional<Instant> now = cluster.lastInterview();
        List<Change> changes = wanted.stream()
                .flatMap(change -> change.due(now, signature.author(), reason).stream())
                .toList();
        Page page = format.isJson() ? session.aside() : session.out();
        if (changes.isEmpty()) {
            page.line("Nothing changes.");
            return 0;
        }
        show(changes, page);
        signature.confirm(session);
        Instant before = session.now();
        Delivery.Filed filed = new Delivery(cluster, signature.timeout()).write(changes);
        warnOfSkew(before, filed.at());
        report(changes, filed.read());
        return filed.read() ? 0 : Trouble.UNANSWERED;
    }

    private void show(List<Change> changes, Page page) {
        List<List<Text>> rows = new ArrayList<>();
        changes.forEach(
                change -> rows.addAll(PolicyText.difference(change.pool(), change.next(), page, session.now())));
        if (rows.isEmpty()) {
            page.line("The defaults that rule now are written down.");
        } else {
            page.table(List.of("POOL", "KEY", "NOW", "THEN"), rows);
        }
    }

    /** Windows end by the brokers' clock, and were reckoned by this machine's. */
    private void warnOfSkew(Instant before, Instant appended) {
        Instant after = session.now();
        if (appended.isBefore(before.minus(SKEW))) {
            session.warn("this machine's clock is " + Moments.about(Duration.between(appended, before))
                    + " ahead of the brokers', which counts");
        } else if (appended.isAfter(after.plus(SKEW))) {
            session.warn("this machine's clock is " + Moments.about(Duration.between(after, appended))
                    + " behind the brokers', which counts");
        }
    }

    private void report(List<Change> changes, boolean read) {
        if (format.isJson()) {
            changes.forEach(change -> session.print(json(change, read)));
        }
        if (!read) {
            session.warn(unheard());
        } else if (!format.isJson()) {
            List<String> pools =
                    changes.stream().map(change -> change.pool().name()).toList();
            session.out().line("written, and read by the processors: " + String.join(", ", pools));
        }
    }

    private static ObjectNode json(Change change, boolean read) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("pool", change.pool().name());
        node.put("result", read ? "TAKEN" : "UNHEARD");
        node.set("before", change.pool().written().map(RecordJson::of).orElse(null));
        node.set("after", RecordJson.of(change.next()));
        return node;
    }

    private String unheard() {
        return "written, and not read by the processors within " + Moments.word(signature.timeout())
                + ": does poolwarden run run, with application.id " + cluster.processors() + "?";
    }
}
