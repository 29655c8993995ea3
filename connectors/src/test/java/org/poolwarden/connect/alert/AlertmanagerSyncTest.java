package org.poolwarden.connect.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.poolwarden.connect.TaskBench;
import org.poolwarden.connect.VirtualTime;
import org.poolwarden.schema.Alert;

/** What an Alertmanager is told, and which records must be read again after a restart. */
class AlertmanagerSyncTest {

    private static final Duration REPEAT = Duration.ofMinutes(1);
    private static final Duration GIVE_UP = Duration.ofMinutes(10);

    private final VirtualTime time = new VirtualTime();
    private final FakeCourier courier = new FakeCourier(time);
    private final Backlog backlog = new Backlog(time);
    private final AlertmanagerSync sync = sync();
    private final Alert lost = Alerts.lost("closet", VirtualTime.START.minusSeconds(30));

    private AlertmanagerSync sync() {
        return new AlertmanagerSync(
                new AlertmanagerSync.Peer(
                        URI.create("http://am/api/v2/alerts"), Optional.of(URI.create("https://console.example/"))),
                Delivery.of(GIVE_UP, REPEAT),
                new Post(courier, new Gate(8), backlog, new SinkMeters(new TaskBench(Map.of()), time, backlog)),
                time);
    }

    @Test
    void whatFiresHasTheLabelsOfItsKeyAndNoEnd() {
        take(1, Alerts.hostLost("closet", "beta", VirtualTime.START));

        JsonNode told = told().get(0);
        assertThat(told.path("labels").toString())
                .isEqualTo(
                        "{\"alertname\":\"HOST_LOST\",\"pool\":\"closet\",\"host\":\"beta\",\"severity\":\"warning\"}");
        assertThat(told.path("startsAt").asText()).isEqualTo("2026-11-22T20:00:00Z");
        assertThat(told.has("endsAt")).isFalse();
        assertThat(told.path("generatorURL").asText()).isEqualTo("https://console.example/pools/closet");
        assertThat(told.path("annotations").path("reason").asText())
                .isEqualTo("PROMOTE withheld by FENCE_PROOF: a power reading of OFF");
        assertThat(told.path("annotations").path("runbook").asText())
                .isEqualTo("look at the console of alpha\nxe host-list");
    }

    /** Alertmanager lets an alert lapse five minutes after it was last told. */
    @Test
    void whatFiresIsToldEveryMinuteUntilItResolves() {
        take(1, lost);
        time.passes(REPEAT.multipliedBy(10));
        assertThat(courier.sent).hasSize(11);

        take(2, Alerts.resolved(lost));
        time.passes(REPEAT.multipliedBy(10));

        assertThat(courier.sent).hasSize(12);
        assertThat(told().get(11).path("endsAt").asText()).isEqualTo("2026-11-22T20:01:30Z");
    }

    @Test
    void aRecordIsHeldWhileItsAlertFiresAndNoLonger() {
        CompletableFuture<Void> fired = take(1, lost);
        time.passes(REPEAT);
        assertThat(fired).as("a restart must read it again").isNotDone();

        CompletableFuture<Void> resolved = take(2, Alerts.resolved(lost));

        assertThat(fired).isCompleted();
        assertThat(resolved).isCompleted();
    }

    @Test
    void aResolutionThatIsNotAcceptedIsHeldAndToldAgain() {
        take(1, lost);
        courier.answers("endsAt", FakeCourier.status(503));
        CompletableFuture<Void> resolved = take(2, Alerts.resolved(lost));
        time.passes(Duration.ofSeconds(30));
        assertThat(resolved).isNotDone();

        courier.isWell();
        time.passes(REPEAT);

        assertThat(resolved).isCompleted();
    }

    @Test
    void aResolutionThatNobodyTakesIsLeftToLapseInTheEnd() {
        take(1, lost);
        courier.answers("endsAt", FakeCourier.status(503));
        CompletableFuture<Void> resolved = take(2, Alerts.resolved(lost));
        time.passes(GIVE_UP.plus(REPEAT));
        int sent = courier.sent.size();
        time.passes(GIVE_UP);

        assertThat(resolved).isCompleted();
        assertThat(courier.sent).hasSize(sent);
        assertThat(backlog.size()).isZero();
    }

    /** The severity is a label, so with another one it is another alert: two must never fire for one. */
    @Test
    void aRiseOfTheSeverityEndsTheOldIdentityInTheSameRequest() {
        take(1, lost);
        take(2, Alerts.risen(lost));

        JsonNode request = courier.sent.get(1).body();
        assertThat(request).hasSize(2);
        assertThat(request.get(0).path("labels").path("severity").asText()).isEqualTo("warning");
        assertThat(request.get(0).path("endsAt").asText())
                .isEqualTo(Alerts.risen(lost).getJudgedAt().toString());
        assertThat(request.get(1).path("labels").path("severity").asText()).isEqualTo("critical");
        assertThat(request.get(1).has("endsAt")).isFalse();

        time.passes(REPEAT);
        assertThat(courier.sent.get(2).body()).as("ended once").hasSize(1);
    }

    @Test
    void theOldIdentityIsEndedAlsoWhenThatIsNotAcceptedAtFirst() {
        take(1, lost);
        courier.answers("critical", FakeCourier.status(500));
        take(2, Alerts.risen(lost));
        courier.isWell();
        time.passes(REPEAT);

        assertThat(courier.sent.get(2).body()).hasSize(2);
    }

    @Test
    void onlyTheLastStateIsToldOfWhatIsReadAgain() {
        sync.catchingUp();
        CompletableFuture<Void> fired = take(1, lost);
        take(2, Alerts.resolved(lost));
        take(3, Alerts.lost("attic", VirtualTime.START));
        assertThat(courier.sent).isEmpty();

        sync.caughtUp();

        assertThat(told())
                .extracting(alert ->
                        alert.path("labels").path("pool").asText() + (alert.has("endsAt") ? " resolved" : " fires"))
                .containsExactlyInAnyOrder("closet resolved", "attic fires");
        assertThat(fired).isCompleted();
    }

    @Test
    void whatResolvedLongAgoIsNotToldAgain() {
        Alert old = Alerts.resolved(Alerts.lost("closet", VirtualTime.START.minus(Duration.ofHours(2))));

        assertThat(take(1, old)).isCompleted();
        assertThat(courier.sent).isEmpty();
    }

    @Test
    void aKeyThatIsDeletedWhileItFiresResolves() {
        take(1, lost);
        CompletableFuture<Void> deleted =
                sync.take(Alerts.tombstone(2, lost.getKey())).toCompletableFuture();

        assertThat(told().get(1).path("endsAt").asText()).isEqualTo("2026-11-22T20:00:00Z");
        assertThat(deleted).isCompleted();
        assertThat(sync.take(Alerts.tombstone(3, "attic/MASTER_LOST")).toCompletableFuture())
                .as("nobody knows it")
                .isCompleted();
    }

    /** What came while a request was under way is told when it has ended, and with it nothing older. */
    @Test
    void aTargetThatIsAwayGetsTheLastStateWhenItIsBack() {
        courier.answers("closet", FakeCourier.status(500));
        take(1, lost);
        time.passes(Duration.ofMinutes(3));
        take(2, Alerts.risen(lost));
        courier.isWell();
        time.passes(REPEAT);

        JsonNode last = told().get(told().size() - 1);
        assertThat(last.path("labels").path("severity").asText()).isEqualTo("critical");
        assertThat(backlog.size()).isZero();
    }

    @Test
    void onePoolThatHangsDelaysNoOther() {
        courier.hangs("closet");
        take(1, lost);
        take(2, Alerts.lost("attic", VirtualTime.START));

        assertThat(told())
                .extracting(alert -> alert.path("labels").path("pool").asText())
                .containsExactly("closet", "attic");
    }

    @Test
    void partitionsThatAreTakenAwayAreRepeatedByNobodyHere() {
        CompletableFuture<Void> fired = take(1, lost);
        sync.forget(List.of(Alerts.PARTITION));
        time.passes(REPEAT.multipliedBy(3));

        assertThat(courier.sent).hasSize(1);
        assertThat(fired).isNotDone();
    }

    private CompletableFuture<Void> take(long offset, Alert alert) {
        return sync.take(Alerts.notice(offset, alert)).toCompletableFuture();
    }

    /** Every alert of every request. */
    private List<JsonNode> told() {
        List<JsonNode> alerts = new ArrayList<>();
        courier.sent.forEach(sent -> sent.body().forEach(alerts::add));
        return alerts;
    }
}
