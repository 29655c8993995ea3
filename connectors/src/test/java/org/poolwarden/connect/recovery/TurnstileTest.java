package org.poolwarden.connect.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.poolwarden.connect.VirtualTime;

/** Who may begin when. */
class TurnstileTest {

    private final VirtualTime time = new VirtualTime();
    private final List<String> told = new ArrayList<>();
    private final Turnstile turnstile = new Turnstile(2, time);

    @Test
    void inOnePoolOneCommandIsInFlight() {
        enter("a", 1, 60);
        enter("a", 2, 60);
        assertThat(told).containsExactly("begin a1");

        turnstile.leave("a");
        assertThat(told).containsExactly("begin a1", "begin a2");
    }

    @Test
    void aBusyPoolHoldsUpNoOtherOne() {
        enter("a", 1, 60);
        enter("a", 2, 60);
        enter("b", 3, 60);

        assertThat(told).containsExactly("begin a1", "begin b3");
    }

    @Test
    void oneMoreThanTheMinuteHoldsBeginsWhenTheMinuteIsOver() {
        enter("a", 1, 300);
        time.passes(Duration.ofSeconds(20));
        enter("b", 2, 300);
        enter("c", 3, 300);
        enter("d", 4, 300);
        time.passes(Duration.ofSeconds(39));
        assertThat(told).containsExactly("begin a1", "begin b2");

        time.passes(Duration.ofSeconds(1));
        assertThat(told).containsExactly("begin a1", "begin b2", "begin c3");
        time.passes(Duration.ofSeconds(20));
        assertThat(told).containsExactly("begin a1", "begin b2", "begin c3", "begin d4");
    }

    @Test
    void whoseTurnDoesNotComeInTimeExpiresAndNeverBegins() {
        enter("a", 1, 60);
        enter("a", 2, 30);
        time.passes(Duration.ofSeconds(29));
        assertThat(told).containsExactly("begin a1");

        time.passes(Duration.ofSeconds(1));
        turnstile.leave("a");
        assertThat(told).containsExactly("begin a1", "expire a2");
    }

    @Test
    void whoHasBegunDoesNotExpire() {
        enter("a", 1, 60);
        enter("a", 2, 60);
        turnstile.leave("a");
        time.passes(Duration.ofMinutes(2));

        assertThat(told).containsExactly("begin a1", "begin a2");
    }

    /** An executor that crashes and starts, again and again, must not begin more than one that lives. */
    @Test
    void whatTheExecutorBeforeHasBegunCounts() {
        turnstile.begun(VirtualTime.START.minusSeconds(50));
        turnstile.begun(VirtualTime.START.minusSeconds(70));
        turnstile.begun(VirtualTime.START);
        enter("a", 1, 60);
        assertThat(told).isEmpty();

        time.passes(Duration.ofSeconds(10));
        assertThat(told).containsExactly("begin a1");
    }

    @Test
    void aStartFromTheFutureCountsFromNow() {
        turnstile.begun(VirtualTime.START.plusSeconds(3600));
        turnstile.begun(VirtualTime.START.plusSeconds(3600));
        enter("a", 1, 300);
        assertThat(told).isEmpty();

        time.passes(Duration.ofMinutes(1));
        assertThat(told).containsExactly("begin a1");
    }

    @Test
    void aClockThatIsSetDoesNotChangeTheMinute() {
        enter("a", 1, 300);
        enter("b", 2, 300);
        enter("c", 3, 300);
        time.isSet(Duration.ofHours(-1));
        time.passes(Duration.ofSeconds(59));
        assertThat(told).containsExactly("begin a1", "begin b2");

        time.passes(Duration.ofSeconds(1));
        assertThat(told).containsExactly("begin a1", "begin b2", "begin c3");
    }

    private void enter(String pool, int number, int seconds) {
        turnstile.enter(
                pool,
                time.now().plusSeconds(seconds),
                () -> {
                    turnstile.begun(time.now());
                    told.add("begin " + pool + number);
                },
                () -> told.add("expire " + pool + number));
    }
}
