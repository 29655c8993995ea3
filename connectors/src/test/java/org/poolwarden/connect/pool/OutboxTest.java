package org.poolwarden.connect.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.poolwarden.connect.VirtualTime;

class OutboxTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final VirtualTime time = new VirtualTime();

    @Test
    void whatWaitsIsTakenAtOnceInOrder() throws InterruptedException {
        Outbox<String> outbox = new Outbox<>(time);
        outbox.put("a");
        time.passes(SECOND);
        outbox.put("b");

        assertThat(outbox.behind()).isEqualTo(SECOND);
        assertThat(outbox.take(Duration.ZERO)).containsExactly("a", "b");
        assertThat(outbox.take(Duration.ZERO)).isEmpty();
        assertThat(outbox.behind()).isZero();
    }

    @Test
    void afterAThousandThereIsNoRoom() {
        Outbox<Integer> outbox = new Outbox<>(time);
        for (int i = 0; i < 1000; i++) {
            assertThat(outbox.hasRoom()).isTrue();
            outbox.put(i);
        }

        assertThat(outbox.hasRoom()).isFalse();
    }

    /** Two thousand hosts are interviewed while Kafka is away for an hour. */
    @Test
    void whatNobodyTookInItsTimeTakesNoRoom() throws InterruptedException {
        Outbox<Integer> outbox = Outbox.forgetting(SECOND.multipliedBy(10), time);
        for (int i = 0; i < 3600; i++) {
            outbox.put(i);
            time.passes(SECOND);
        }

        assertThat(outbox.take(Duration.ZERO)).hasSizeLessThanOrEqualTo(11).contains(3599);
    }
}
