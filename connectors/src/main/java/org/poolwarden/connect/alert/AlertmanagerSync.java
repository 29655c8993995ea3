package org.poolwarden.connect.alert;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.TopicPartition;
import org.poolwarden.connect.pool.Timer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one Alertmanager's picture equal to the topic's: of each key the last state alone matters. What fires is told
 * again and again, before Alertmanager lets it lapse; what has resolved is told until it is accepted, or until it has
 * lapsed by itself.
 *
 * <p>A record of an alert that fires is not dealt with until a later one of its key has come. So the committed offsets
 * stay at the oldest alert that fires, and a task that starts anew reads again whatever it has to repeat.
 */
final class AlertmanagerSync implements Target {

    private static final Logger LOG = LoggerFactory.getLogger(AlertmanagerSync.class);
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

    /**
     * Whom to tell.
     *
     * @param url of {@code /api/v2/alerts}
     * @param console base of links
     */
    record Peer(URI url, Optional<URI> console) {}

    /** What is known of one key. */
    private static final class Line {
        private AlertmanagerAlert state;
        private TopicPartition partition;
        private CompletableFuture<Void> done = new CompletableFuture<>();
        /** What Alertmanager has accepted as firing, by this task. */
        private Optional<AlertmanagerAlert> told = Optional.empty();

        private Timer.Cancellable next = () -> {};
        private boolean underWay;
        private int attempts;
    }

    private final Map<AlertKey, Line> lines = new HashMap<>();
    private final Peer peer;
    private final Delivery delivery;
    private final Post post;
    private final Timer timer;
    private boolean catchingUp;

    AlertmanagerSync(Peer peer, Delivery delivery, Post post, Timer timer) {
        this.peer = peer;
        this.delivery = delivery;
        this.post = post;
        this.timer = timer;
    }

    @Override
    public CompletionStage<Void> take(Notice notice) {
        Line line = lines.get(notice.key());
        if (line == null && notice.alert().isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        if (line == null) {
            line = new Line();
            lines.put(notice.key(), line);
        }
        AlertmanagerAlert before = line.state;
        line.state = notice.alert()
                .map(alert -> AlertmanagerAlert.of(notice.key(), alert))
                .orElseGet(() -> before.fires() ? before.endedAt(notice.appended()) : before);
        line.partition = notice.partition();
        line.attempts = 0;
        CompletableFuture<Void> superseded = line.done;
        line.done = new CompletableFuture<>();
        CompletableFuture<Void> done = line.done;
        post.backlog().add(line);
        if (!catchingUp) {
            send(line);
        }
        superseded.complete(null);
        return done;
    }

    /** Until the end of what was said before is reached, an old state may still be followed by the one that ended it. */
    @Override
    public void catchingUp() {
        catchingUp = true;
    }

    @Override
    public void caughtUp() {
        if (catchingUp) {
            catchingUp = false;
            lines.values().stream().toList().forEach(this::send);
        }
    }

    private void send(Line line) {
        if (hasLapsed(line)) {
            drop(line);
            return;
        }
        if (line.underWay) {
            return;
        }
        line.next.cancel();
        line.underWay = true;
        AlertmanagerAlert[] sent = new AlertmanagerAlert[1];
        post.send(line.state.key().pool(), peer.url(), () -> {
                    sent[0] = line.state;
                    return new Post.Letter(JSON, body(line));
                })
                .thenAccept(answer -> answered(line, sent[0], answer));
    }

    /** Resolved so long ago, and never told here to fire: Alertmanager has let it go itself. */
    private boolean hasLapsed(Line line) {
        Instant lately = timer.now().minus(delivery.giveUp());
        return !line.underWay
                && line.told.isEmpty()
                && line.state.ends().filter(end -> end.isBefore(lately)).isPresent();
    }

    private byte[] body(Line line) {
        ArrayNode alerts = JsonNodeFactory.instance.arrayNode();
        line.told.flatMap(told -> told.replaced(line.state)).ifPresent(over -> alerts.add(over.json(peer.console())));
        alerts.add(line.state.json(peer.console()));
        return alerts.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void answered(Line line, AlertmanagerAlert sent, Answer answer) {
        line.underWay = false;
        if (lines.get(sent.key()) != line) {
            return;
        }
        if (answer instanceof Answer.Declined declined) {
            declined(line, declined);
            return;
        }
        line.attempts = 0;
        line.told = sent.fires() ? Optional.of(sent) : Optional.empty();
        if (line.state != sent) {
            send(line);
        } else if (sent.fires()) {
            post.backlog().remove(line);
            again(line, delivery.repeat());
        } else {
            drop(line);
        }
    }

    private void declined(Line line, Answer.Declined declined) {
        line.attempts++;
        boolean isLate = post.backlog().age(line).compareTo(delivery.giveUp()) > 0;
        if (line.attempts == 1) {
            LOG.warn(
                    "alertmanager declines, and is told again alert={} host={} kind={}: {}",
                    line.state.key(),
                    peer.url().getAuthority(),
                    declined.trouble(),
                    declined.reason());
        }
        if (!line.state.fires() && (declined.forGood() || isLate)) {
            // It is repeated no more, so it lapses there by itself.
            drop(line);
            return;
        }
        Duration pause = delivery.pause(line.attempts, line.state.key().toString(), declined);
        again(line, declined.forGood() || pause.compareTo(delivery.repeat()) > 0 ? delivery.repeat() : pause);
    }

    private void again(Line line, Duration pause) {
        line.next.cancel();
        line.next = timer.after(pause, () -> send(line));
    }

    private void drop(Line line) {
        forget(line);
        line.done.complete(null);
    }

    private void forget(Line line) {
        line.next.cancel();
        lines.remove(line.state.key());
        post.backlog().remove(line);
    }

    @Override
    public void forget(Collection<TopicPartition> partitions) {
        lines.values().stream()
                .filter(line -> partitions.contains(line.partition))
                .toList()
                .forEach(this::forget);
    }

    /** There are as many lines as keys, however much is said. */
    @Override
    public boolean hasRoom() {
        return true;
    }
}
