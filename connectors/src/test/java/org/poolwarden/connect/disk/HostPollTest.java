package org.poolwarden.connect.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.poolwarden.connect.FakeXapi;
import org.poolwarden.connect.VirtualTime;
import org.poolwarden.connect.disk.HostPoll.Rows;
import org.poolwarden.connect.pool.PoolHost;
import org.poolwarden.connect.pool.Rhythm;
import org.poolwarden.xapi.Credentials;
import org.poolwarden.xapi.HostEndpoint;
import org.poolwarden.xapi.XapiClient;
import org.poolwarden.xapi.XapiException;
import org.poolwarden.xapi.XapiException.ApiFailure;
import org.poolwarden.xapi.rrd.RrdExport;
import org.poolwarden.xapi.rrd.RrdExport.Row;
import org.poolwarden.xapi.rrd.RrdQuery;

class HostPollTest {

    private static final Duration PERIOD = Duration.ofSeconds(10);

    private final VirtualTime time = new VirtualTime();
    private final FakeXapi xapi = new FakeXapi(time).isSlave("alpha", "10.0.0.2");
    private final List<Rows> heard = new ArrayList<>();
    private final List<RrdQuery> queries = new ArrayList<>();
    private final List<XapiException.Kind> failures = new ArrayList<>();
    private Duration clockShift = Duration.ZERO;
    private Optional<XapiException> trouble = Optional.empty();
    private boolean silent;

    @Test
    void everyRowComesOnce() {
        poll(Optional.empty());
        time.passes(Duration.ofSeconds(61));

        List<Long> times = times();
        assertThat(times).doesNotHaveDuplicates().isSorted();
        assertThat(times.get(times.size() - 1) - times.get(0))
                .as("without a gap")
                .isEqualTo(5L * (times.size() - 1));
        assertThat(times.size()).isGreaterThan(20);
        assertThat(xapi.count("alpha", "session.slave_local_login_with_password"))
                .isOne();
    }

    @Test
    void howFarAHostIsBehindGrowsWhileItIsSilent() {
        HostPoll poll = poll(Optional.empty(), Optional.of(Duration.ZERO));
        time.passes(Duration.ofSeconds(31));
        assertThat(poll.behind()).isLessThanOrEqualTo(PERIOD);

        trouble = Optional.of(new XapiException.AnswerTimedOut("silence"));
        time.passes(Duration.ofMinutes(5));
        assertThat(poll.behind()).isGreaterThanOrEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void aRestartGoesOnAfterTheLastRow() {
        long last = now() - 100;
        poll(Optional.of(last));
        time.passes(Duration.ofSeconds(1));

        assertThat(heard).hasSize(1);
        assertThat(heard.get(0).before()).contains(last);
        assertThat(times().get(0)).isEqualTo(last - last % 5 + 5);
    }

    @Test
    void aLostSessionIsOpenedAnewAndNothingIsMissing() {
        poll(Optional.empty());
        time.passes(Duration.ofSeconds(11));
        trouble = Optional.of(ApiFailure.of(List.of("SESSION_INVALID")));
        time.passes(Duration.ofSeconds(20));
        trouble = Optional.empty();
        time.passes(Duration.ofSeconds(30));

        assertThat(failures).containsOnly(XapiException.Kind.API_FAILURE);
        assertThat(times()).doesNotHaveDuplicates();
        assertThat(times().get(times().size() - 1) - times().get(0)).isEqualTo(5L * (times().size() - 1));
    }

    /** A host never forgets a local session: one that it was only slow with is used again. */
    @Test
    void aHostThatIsSilentForAWhileKeepsItsOneSession() {
        poll(Optional.empty());
        time.passes(Duration.ofSeconds(11));
        trouble = Optional.of(new XapiException.AnswerTimedOut("silence"));
        time.passes(Duration.ofSeconds(60));
        trouble = Optional.empty();
        time.passes(Duration.ofSeconds(30));

        assertThat(xapi.count("alpha", "session.slave_local_login_with_password"))
                .isOne();
        assertThat(times().get(times().size() - 1) - times().get(0))
                .as("without a gap")
                .isEqualTo(5L * (times().size() - 1));
    }

    @Test
    void aRefusedPasswordIsTriedOnceAMinute() {
        xapi.fails(
                "alpha",
                "session.slave_local_login_with_password",
                ApiFailure.of(List.of("SESSION_AUTHENTICATION_FAILED", "root", "")));
        poll(Optional.empty());
        time.passes(Duration.ofMinutes(5).minusSeconds(1));

        assertThat(xapi.count("alpha", "session.slave_local_login_with_password"))
                .isEqualTo(5);
    }

    @Test
    void aHostThatIsStillThinkingIsNotAskedAgain() {
        silent = true;
        poll(Optional.empty());
        time.passes(Duration.ofSeconds(60));

        assertThat(queries).hasSize(1);
    }

    @Test
    void whileConnectHasNoRoomNobodyIsAsked() {
        HostPoll poll = poll();
        poll.start(Duration.ZERO, PERIOD, () -> false, new Ears(), heard::add);
        time.passes(Duration.ofSeconds(60));

        assertThat(queries).isEmpty();
    }

    /** Time is the host's own; when its clock is set back, its rows begin again there. */
    @Test
    void aClockThatIsSetBackIsNoticed() {
        poll(Optional.empty());
        time.passes(Duration.ofSeconds(31));
        long before = times().get(times().size() - 1);
        clockShift = Duration.ofHours(-1);
        time.passes(Duration.ofSeconds(80));

        long after = times().get(times().size() - 1);
        assertThat(after).isLessThan(before - 3000);
        assertThat(times()).doesNotHaveDuplicates();
    }

    private HostPoll poll() {
        return poll(Optional.empty(), Optional.empty());
    }

    private HostPoll poll(Optional<Long> last, Optional<Duration> phase) {
        HostPoll poll = new HostPoll(
                new PoolHost(new HostEndpoint("alpha", "10.0.0.1", 443), "10.0.0.1", Optional.empty()),
                new Credentials("root", "x"),
                last,
                Duration.ofSeconds(60),
                new Rhythm(Duration.ofSeconds(5), Duration.ofSeconds(2)),
                new XapiClient(xapi),
                (session, query, deadline) -> export(query),
                time);
        phase.ifPresent(begin -> poll.start(begin, PERIOD, () -> true, new Ears(), heard::add));
        return poll;
    }

    private void poll(Optional<Long> last) {
        poll(last, Optional.of(Duration.ZERO));
    }

    private final class Ears implements HostPoll.Listener {
        @Override
        public void looked() {}

        @Override
        public void failed(XapiException.Kind kind) {
            failures.add(kind);
        }
    }

    /** A host that writes a row every five seconds of its own clock. */
    private CompletionStage<RrdExport> export(RrdQuery query) {
        queries.add(query);
        if (silent) {
            return new CompletableFuture<>();
        }
        if (trouble.isPresent()) {
            return CompletableFuture.failedFuture(trouble.get());
        }
        long newest = now() / 5 * 5;
        long start = query.start() < 0 ? newest + query.start() : query.start();
        List<Row> rows = LongStream.iterate(newest, t -> t >= start, t -> t - 5)
                .mapToObj(t -> new Row(t, new double[0]))
                .toList();
        return CompletableFuture.completedFuture(new RrdExport(5, List.of(), rows));
    }

    private long now() {
        Instant there = time.now().plus(clockShift);
        return there.getEpochSecond();
    }

    private List<Long> times() {
        return heard.stream()
                .flatMap(rows -> rows.export().rows().stream())
                .map(Row::t)
                .toList();
    }
}
