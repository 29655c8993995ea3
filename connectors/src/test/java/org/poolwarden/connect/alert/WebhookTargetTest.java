package org.poolwarden.connect.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.poolwarden.connect.TaskBench;
import org.poolwarden.connect.VirtualTime;
import org.poolwarden.schema.Alert;

/** Order, patience and signatures of a webhook. */
class WebhookTargetTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final Duration GIVE_UP = Duration.ofMinutes(10);

    private final VirtualTime time = new VirtualTime();
    private final FakeCourier courier = new FakeCourier(time);
    private final Backlog backlog = new Backlog(time);
    private final WebhookTarget webhook = new WebhookTarget(
            new WebhookTarget.Receiver(URI.create("https://hook"), "/poolwarden", new WebhookSignature(SECRET)),
            Delivery.of(GIVE_UP, Duration.ofMinutes(1)),
            new Post(courier, new Gate(8), backlog, new SinkMeters(new TaskBench(Map.of()), time, backlog)),
            time);
    private final Alert lost = Alerts.lost("closet", VirtualTime.START);

    /** The example of the specification's own libraries. */
    @Test
    void signaturesAreThoseOfStandardWebhooks() {
        assertThat(new WebhookSignature(SECRET)
                        .headers(
                                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                                Instant.ofEpochSecond(1_614_265_330),
                                "{\"test\": 2432232314}".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .containsEntry("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
                .containsEntry("webhook-timestamp", "1614265330");
    }

    @Test
    void aSecretOfAnotherFormIsRefusedAndNotRepeated() {
        for (String bad : List.of("", "hunter2", "whsec_hunter2!", "whsec_aHVudGVyMg==")) {
            assertThatThrownBy(() -> new WebhookSignature(bad))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("expected whsec_")
                    .hasMessageNotContaining("hunter2");
        }
    }

    @Test
    void anEventSaysWhatTheAlertSays() {
        take(17, Alerts.hostLost("closet", "beta", VirtualTime.START));

        JsonNode event = courier.sent.get(0).body();
        assertThat(event.path("specversion").asText()).isEqualTo("1.0");
        assertThat(event.path("id").asText()).isEqualTo("xen.alerts-0-17");
        assertThat(event.path("type").asText()).isEqualTo("org.poolwarden.alert.firing");
        assertThat(event.path("subject").asText()).isEqualTo("closet/HOST_LOST/beta");
        assertThat(event.path("time").asText()).isEqualTo("2026-11-22T20:00:00Z");
        assertThat(event.path("data").path("startsAt").asText()).isEqualTo("2026-11-22T20:00:00Z");
        assertThat(event.path("data").path("endsAt").isNull()).isTrue();
        assertThat(event.path("data").path("epoch").asLong()).isEqualTo(7);
        assertThat(event.path("data").path("withheld").get(0).path("guard").asText())
                .isEqualTo("FENCE_PROOF");
        assertThat(courier.sent.get(0).headers())
                .containsEntry("Content-Type", "application/cloudevents+json; charset=utf-8")
                .containsEntry("webhook-id", "xen.alerts-0-17");
    }

    @Test
    void thoseOfAPoolComeOneAfterTheOtherAndOtherPoolsDoNotWait() {
        courier.answers("xen.alerts-0-1\"", FakeCourier.status(500));
        CompletableFuture<Void> first = take(1, lost);
        take(2, Alerts.resolved(lost));
        CompletableFuture<Void> other = take(3, Alerts.lost("attic", VirtualTime.START));

        assertThat(other).isCompleted();
        assertThat(first).isNotDone();
        assertThat(ids()).containsExactly("xen.alerts-0-1", "xen.alerts-0-3");

        courier.isWell();
        time.passes(Duration.ofSeconds(1));
        assertThat(ids()).containsExactly("xen.alerts-0-1", "xen.alerts-0-3", "xen.alerts-0-1", "xen.alerts-0-2");
    }

    @Test
    void attemptsBecomeRarerAndEachIsSignedAnew() {
        courier.answers("closet", FakeCourier.status(500));
        take(1, lost);
        time.passes(Duration.ofMinutes(5));

        List<Duration> pauses = new java.util.ArrayList<>();
        for (int i = 1; i < courier.sent.size(); i++) {
            pauses.add(Duration.between(
                    courier.sent.get(i - 1).at(), courier.sent.get(i).at()));
        }
        assertThat(pauses).hasSizeBetween(9, 12);
        assertThat(pauses.get(0)).isBetween(Duration.ofMillis(750), Duration.ofSeconds(1));
        assertThat(pauses.get(pauses.size() - 1)).isBetween(Duration.ofSeconds(45), Duration.ofMinutes(1));
        assertThat(courier.sent).allSatisfy(sent -> assertThat(sent.headers())
                .containsEntry("webhook-timestamp", String.valueOf(sent.at().getEpochSecond())));
        assertThat(ids()).as("and is the same event each time").containsOnly("xen.alerts-0-1");
    }

    @Test
    void whatIsNotAcceptedForTenMinutesIsADeadLetterAndTheNextHasItsTurn() {
        courier.answers("xen.alerts-0-1\"", FakeCourier.status(500));
        CompletableFuture<Void> first = take(1, lost);
        CompletableFuture<Void> second = take(2, Alerts.resolved(lost));
        time.passes(GIVE_UP.minusMillis(1));
        assertThat(first).isNotDone();

        time.passes(Duration.ofMillis(1));

        assertThat(first).isCompletedExceptionally();
        assertThatThrownBy(first::join)
                .hasCauseInstanceOf(UndeliverableException.class)
                .hasMessageContaining("status 500");
        assertThat(second).isCompleted();
        assertThat(backlog.size()).isZero();
    }

    @Test
    void whatNoRepetitionMendsIsADeadLetterAtOnce() {
        courier.answers("closet", FakeCourier.status(400));

        assertThat(take(1, lost)).isCompletedExceptionally();
        assertThat(courier.sent).hasSize(1);
    }

    @Test
    void aReceiverThatAsksForAPauseGetsIt() {
        courier.answers(
                "closet",
                new Answer.Declined(
                        Trouble.REFUSED, "status 429", false, java.util.Optional.of(Duration.ofSeconds(40))));
        take(1, lost);
        time.passes(Duration.ofMillis(39_999));
        assertThat(courier.sent).hasSize(1);

        time.passes(Duration.ofMillis(1));
        assertThat(courier.sent).hasSize(2);
    }

    @Test
    void aTombstoneIsNoEvent() {
        assertThat(webhook.take(Alerts.tombstone(4, "closet/MASTER_LOST")).toCompletableFuture())
                .isCompleted();
        assertThat(courier.sent).isEmpty();
    }

    @Test
    void partitionsThatAreTakenAwayAreToldByNobodyHere() {
        courier.answers("closet", FakeCourier.status(500));
        take(1, lost);
        take(2, Alerts.resolved(lost));
        webhook.forget(List.of(Alerts.PARTITION));
        time.passes(GIVE_UP);

        assertThat(courier.sent).hasSize(1);
        assertThat(backlog.size()).isZero();

        assertThat(take(3, lost)).as("and the lane is free").isNotDone();
        courier.isWell();
        time.passes(GIVE_UP);
        assertThat(ids())
                .as("nothing wakes twice")
                .containsExactly("xen.alerts-0-1", "xen.alerts-0-3", "xen.alerts-0-3");
    }

    /** A rebalance in the middle of an attempt: what waited for it is sent for the next one's alerts, and once. */
    @Test
    void anAnswerToWhatWasTakenAwayLetsTheNextPass() {
        courier.hangs("xen.alerts-0-1\"");
        take(1, lost);
        webhook.forget(List.of(Alerts.PARTITION));
        CompletableFuture<Void> next = take(2, lost);
        assertThat(ids()).containsExactly("xen.alerts-0-1");

        courier.endsHanging();

        assertThat(next).isCompleted();
        assertThat(ids()).containsExactly("xen.alerts-0-1", "xen.alerts-0-2");
    }

    /** A new leader's clock may be behind: what a partition says first came first all the same. */
    @Test
    void thePartitionsOwnOrderIsNeverTurnedAround() {
        List<SinkRecord> sorted = ByTime.sorted(
                List.of(record(0, 1, 100), record(0, 2, 90), record(1, 7, 95), record(1, 8, 110), record(0, 3, 120)));

        assertThat(sorted)
                .extracting(record -> record.kafkaPartition() + "@" + record.kafkaOffset())
                .containsExactly("1@7", "0@1", "0@2", "1@8", "0@3");
    }

    private static SinkRecord record(int partition, long offset, long atMs) {
        return new SinkRecord(
                "xen.alerts", partition, null, "", null, null, offset, atMs, TimestampType.LOG_APPEND_TIME);
    }

    private CompletableFuture<Void> take(long offset, Alert alert) {
        return webhook.take(Alerts.notice(offset, alert)).toCompletableFuture();
    }

    private List<String> ids() {
        return courier.sent.stream()
                .map(sent -> sent.body().path("id").asText())
                .toList();
    }
}
