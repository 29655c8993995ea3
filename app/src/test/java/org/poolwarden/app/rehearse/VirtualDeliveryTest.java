package org.poolwarden.app.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.HostHeartbeat;
import org.poolwarden.schema.Power;
import org.poolwarden.schema.Testimony;
import org.poolwarden.sim.VirtualClock;

class VirtualDeliveryTest {

    private static final int SENT = 1000;

    private final VirtualClock clock = new VirtualClock(Instant.EPOCH);
    private final List<Long> rounds = new ArrayList<>();
    private final List<Duration> late = new ArrayList<>();
    private final VirtualDelivery delivery = new VirtualDelivery(clock, new Random(1), this::arrives);

    private void arrives(HostHeartbeat heartbeat) {
        rounds.add(heartbeat.getRound());
        late.add(Duration.between(Instant.EPOCH, clock.now()).minusSeconds(heartbeat.getRound()));
    }

    @Test
    void usuallyEachHeartbeatArrivesOnceAndInOrder() {
        send();

        assertThat(rounds).hasSize(SENT).isSorted();
        assertThat(late).containsOnly(VirtualDelivery.USUAL);
    }

    @Test
    void soManyOfAHundredArriveTwice() {
        delivery.duplicate(30);
        send();

        assertThat(rounds).hasSizeBetween(SENT + 250, SENT + 350);
        assertThat(rounds.stream().distinct()).hasSize(SENT);
    }

    @Test
    void soManyOfAHundredArriveLateAndOutOfOrder() {
        delivery.delay(Duration.ofSeconds(20), 10);
        send();

        assertThat(rounds).hasSize(SENT).isNotEqualTo(rounds.stream().sorted().toList());
        assertThat(late.stream()
                        .filter(VirtualDelivery.USUAL.plusSeconds(20)::equals)
                        .count())
                .isBetween(70L, 130L);
        assertThat(late).containsOnly(VirtualDelivery.USUAL, VirtualDelivery.USUAL.plusSeconds(20));
    }

    private void send() {
        for (int round = 0; round < SENT; round++) {
            delivery.send(heartbeat(round));
            clock.advanceTo(Instant.EPOCH.plusSeconds(round + 1));
        }
        clock.advanceTo(clock.now().plusSeconds(60));
    }

    private static HostHeartbeat heartbeat(long round) {
        return HostHeartbeat.newBuilder()
                .setPool("closet")
                .setHost("alpha")
                .setAddress("10.0.0.1")
                .setObserver("rack-a")
                .setIncarnation(1)
                .setRound(round)
                .setHostsInRound(1)
                .setStartedAt(Instant.EPOCH)
                .setTookMs(1)
                .setAnswer(Answer.MASTER)
                .setTestimony(Testimony.ABSENT)
                .setPower(Power.NOT_READ)
                .setWitnessesAsked(0)
                .setWitnessesReached(0)
                .setOtherHostsAsked(0)
                .setOtherHostsAnswering(0)
                .build();
    }
}
