package org.poolwarden.connect.alert;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.TopicPartition;
import org.poolwarden.connect.pool.Timer;
import org.poolwarden.schema.Alert;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A webhook is told every alert once, those of a pool one after the other. One that is not accepted holds up its own
 * pool alone, until it is given up: then it goes to the dead letters and the next one has its turn.
 *
 * <p>A tombstone says nothing: it follows a resolved alert.
 */
final class WebhookTarget implements Target {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookTarget.class);
    private static final int ROOM = 10_000;

    /** One alert on its way. */
    private static final class Parcel {
        private final Notice notice;
        private final byte[] body;
        private final CompletableFuture<Void> done = new CompletableFuture<>();
        private int attempts;

        private Parcel(Notice notice, byte[] body) {
            this.notice = notice;
            this.body = body;
        }
    }

    /** The alerts of one pool: the first is under way, or waits for its next attempt. */
    private static final class Lane {
        private final Deque<Parcel> parcels = new ArrayDeque<>();
        private Timer.Cancellable next = () -> {};
        private boolean underWay;
    }

    /**
     * Where events go.
     *
     * @param source of every event
     */
    record Receiver(URI url, String source, WebhookSignature signature) {}

    private final Map<String, Lane> lanes = new HashMap<>();
    private final Receiver receiver;
    private final Delivery delivery;
    private final Post post;
    private final Timer timer;

    WebhookTarget(Receiver receiver, Delivery delivery, Post post, Timer timer) {
        this.receiver = receiver;
        this.delivery = delivery;
        this.post = post;
        this.timer = timer;
    }

    @Override
    public CompletionStage<Void> take(Notice notice) {
        if (notice.alert().isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        Alert alert = notice.alert().get();
        Parcel parcel = new Parcel(notice, CloudEvent.of(notice, alert, receiver.source()));
        post.backlog().add(parcel);
        Lane lane = lanes.computeIfAbsent(notice.key().pool(), fresh -> new Lane());
        lane.parcels.add(parcel);
        if (lane.parcels.size() == 1) {
            send(lane);
        }
        return parcel.done;
    }

    private void send(Lane lane) {
        if (lane.underWay || lane.parcels.isEmpty()) {
            return;
        }
        lane.next.cancel();
        lane.underWay = true;
        Parcel first = lane.parcels.element();
        post.send(first.notice.key().pool(), receiver.url(), () -> signed(first))
                .thenAccept(answer -> answered(lane, first, answer));
    }

    /** Signed anew for each attempt: a receiver refuses what was signed long ago. */
    private Post.Letter signed(Parcel parcel) {
        Map<String, String> headers =
                new HashMap<>(receiver.signature().headers(parcel.notice.id(), timer.now(), parcel.body));
        headers.put("Content-Type", CloudEvent.CONTENT_TYPE);
        return new Post.Letter(headers, parcel.body);
    }

    private void answered(Lane lane, Parcel parcel, Answer answer) {
        lane.underWay = false;
        if (lane.parcels.peek() != parcel) {
            // Its partition was taken away meanwhile.
            send(lane);
        } else if (answer instanceof Answer.Declined declined) {
            declined(lane, parcel, declined);
        } else {
            remove(lane);
            parcel.done.complete(null);
            send(lane);
        }
    }

    private void declined(Lane lane, Parcel parcel, Answer.Declined declined) {
        parcel.attempts++;
        String pool = parcel.notice.key().pool();
        Duration left = delivery.giveUp().minus(post.backlog().age(parcel));
        if (declined.forGood() || left.isNegative() || left.isZero()) {
            remove(lane);
            parcel.done.completeExceptionally(new UndeliverableException("the webhook did not accept it in "
                    + parcel.attempts + " attempts, the last time: " + declined.reason()));
            send(lane);
            return;
        }
        Duration pause = delivery.pause(parcel.attempts, pool, declined);
        if (parcel.attempts == 1) {
            LOG.warn(
                    "webhook declines, and is asked again pool={} alert={} kind={}: {}",
                    pool,
                    parcel.notice.key(),
                    declined.trouble(),
                    declined.reason());
        }
        lane.next = timer.after(pause.compareTo(left) < 0 ? pause : left, () -> send(lane));
    }

    private void remove(Lane lane) {
        post.backlog().remove(lane.parcels.remove());
    }

    @Override
    public void forget(Collection<TopicPartition> partitions) {
        lanes.values()
                .forEach(lane -> lane.parcels.removeIf(parcel -> {
                    boolean gone = partitions.contains(parcel.notice.partition());
                    if (gone) {
                        post.backlog().remove(parcel);
                    }
                    return gone;
                }));
    }

    @Override
    public void catchingUp() {
        // What is read again is told again: at least once.
    }

    @Override
    public void caughtUp() {
        // It was never waited for.
    }

    @Override
    public boolean hasRoom() {
        return post.backlog().size() < ROOM;
    }
}
