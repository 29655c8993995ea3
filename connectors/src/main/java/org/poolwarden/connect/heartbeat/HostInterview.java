package org.poolwarden.connect.heartbeat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.poolwarden.connect.heartbeat.LocalSession.Flag;
import org.poolwarden.connect.heartbeat.SnapshotStep.Told;
import org.poolwarden.connect.pool.Deadline;
import org.poolwarden.connect.pool.Instruments;
import org.poolwarden.connect.pool.PoolAccess;
import org.poolwarden.connect.pool.PoolHost;
import org.poolwarden.connect.pool.Reply;
import org.poolwarden.connect.pool.Rhythm;
import org.poolwarden.connect.pool.Timer;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.HostHeartbeat;
import org.poolwarden.schema.Power;
import org.poolwarden.schema.Testimony;
import org.poolwarden.xapi.XapiClient;
import org.poolwarden.xapi.XapiSession;
import org.poolwarden.xapi.redfish.PowerState;

/** The interviews of one host, round by round: what is kept from one to the next, and the order of the steps. */
final class HostInterview {

    /** A power reading, and when it was taken by the observer's clock. */
    private record Reading(Power power, Instant at) {}

    /** What steps 3 to 5 and 8 brought. */
    private record Details(Flag flag, Testimony testimony, Optional<Told> told, Optional<List<String>> activeVms) {
        static final Details NONE = new Details(Flag.NONE, Testimony.ABSENT, Optional.empty(), Optional.empty());
    }

    private final PoolHost host;
    private final Rhythm rhythm;
    private final Instruments instruments;
    private final Timer timer;
    private final LoginStep login;
    private final LocalSession local;
    private final Testifier testifier;
    private final SnapshotStep snapshots;
    private final ActivityStep activity;
    private Optional<Instant> snapshotAt = Optional.empty();
    private Optional<String> poolUuid = Optional.empty();
    private Map<String, Duration> clocks = Map.of();

    HostInterview(PoolAccess pool, PoolHost host, Rhythm rhythm, Instruments instruments, Timer timer) {
        XapiClient client = instruments.xapi();
        this.host = host;
        this.rhythm = rhythm;
        this.instruments = instruments;
        this.timer = timer;
        this.login = new LoginStep(host.endpoint(), pool.credentials(), rhythm, client, timer);
        this.local = new LocalSession(host.endpoint(), pool.credentials(), rhythm, client, timer);
        this.testifier = new Testifier(rhythm, client, timer);
        this.snapshots = new SnapshotStep(rhythm, client, timer);
        this.activity = new ActivityStep(rhythm, instruments.metrics(), timer);
    }

    /**
     * One interview; ends within 2D.
     *
     * @param heartbeat with what is known before anything is asked
     * @param round what the last round has shown of the pool
     * @return never fails
     */
    CompletionStage<HostHeartbeat.Builder> ask(HostHeartbeat.Builder heartbeat, RoundView round) {
        Instant startedAt = timer.now();
        Instant began = timer.steady();
        Deadline first = Deadline.in(rhythm.deadline(), timer);
        CompletionStage<Optional<Reading>> reading = readPower(round);
        return login.ask().thenCompose(reply -> details(reply, round, first)
                .thenCombine(reading, (details, power) -> filled(heartbeat, reply, details, power))
                .thenApply(filled -> filled.setStartedAt(startedAt)
                        .setTookMs((int) Duration.between(began, timer.steady()).toMillis())));
    }

    /**
     * The clocks of live hosts, as this master told them with its last snapshot: by how much each is ahead of our steady
     * time.
     */
    Map<String, Duration> clocks() {
        return clocks;
    }

    PoolHost host() {
        return host;
    }

    void end() {
        testifier.giveUp();
        login.end();
        local.end();
    }

    private CompletionStage<Details> details(Reply reply, RoundView round, Deadline first) {
        if (reply.answer() != Answer.MASTER) {
            snapshotAt = Optional.empty();
            poolUuid = Optional.empty();
        }
        if (reply.answer() == Answer.MASTER) {
            testifier.giveUp();
            return ofMaster(round);
        }
        if (!reply.isWorthALocalSession()) {
            testifier.giveUp();
            if (reply.answer() == Answer.TOOLSTACK_CLOSED || reply.answer() == Answer.REFUSED) {
                local.forget();
            }
            return CompletableFuture.completedFuture(Details.NONE);
        }
        return local.ask(first).thenCompose(flag -> testimony(reply, flag, round)
                .thenCombine(
                        activity(flag.session(), round),
                        (word, active) -> new Details(flag, word, Optional.empty(), active)));
    }

    private CompletionStage<Details> ofMaster(RoundView round) {
        return snapshot(round)
                .thenCombine(
                        activity(login.session(), round),
                        (told, active) -> new Details(Flag.NONE, Testimony.ABSENT, told, active));
    }

    private CompletionStage<Optional<List<String>>> activity(Optional<XapiSession> session, RoundView round) {
        return session.isPresent() && round.inDoubt()
                ? activity.ask(session.get())
                : CompletableFuture.completedFuture(Optional.empty());
    }

    private CompletionStage<Testimony> testimony(Reply reply, Flag flag, RoundView round) {
        if (reply.answer() != Answer.SLAVE || flag.session().isEmpty()) {
            testifier.giveUp();
            return CompletableFuture.completedFuture(Testimony.ABSENT);
        }
        String master = reply.master().orElseThrow();
        return testifier.ask(flag.session().get(), master, round.inDoubt(), round.answeredAsMaster(master));
    }

    private CompletionStage<Optional<Told>> snapshot(RoundView round) {
        boolean due = snapshotAt
                .map(at -> !at.plus(rhythm.seldom()).isAfter(timer.steady()))
                .orElse(true);
        if (!due && !round.hasChanged() || login.session().isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return snapshots.read(login.session().get()).thenApply(told -> {
            told.ifPresent(word -> {
                snapshotAt = Optional.of(timer.steady());
                poolUuid = Optional.of(word.snapshot().getPoolUuid());
                clocks = word.clocks();
            });
            return told;
        });
    }

    private CompletionStage<Optional<Reading>> readPower(RoundView round) {
        if (host.bmc().isEmpty() || !round.inDoubt()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return instruments
                .power()
                .read(host.bmc().get(), rhythm.deadline())
                .thenApplyAsync(state -> Optional.of(new Reading(of(state), timer.steady())), timer);
    }

    private static Power of(PowerState state) {
        return switch (state) {
            case ON -> Power.ON;
            case OFF -> Power.OFF;
            case UNKNOWN -> Power.UNKNOWN;
        };
    }

    private HostHeartbeat.Builder filled(
            HostHeartbeat.Builder heartbeat, Reply reply, Details details, Optional<Reading> reading) {
        return heartbeat
                .setAnswer(reply.answer())
                .setMasterAddress(reply.master().orElse(null))
                .setError(reply.error().orElse(null))
                .setEmergency(details.flag().emergency().orElse(null))
                .setLocalLoginError(details.flag().refusal().orElse(null))
                .setTestimony(details.testimony())
                .setPower(reading.map(Reading::power).orElse(Power.NOT_READ))
                .setPowerAgeMs(reading.map(taken ->
                                Duration.between(taken.at(), timer.steady()).toMillis())
                        .orElse(null))
                .setPoolUuid(poolUuid.orElse(null))
                .setActiveVms(details.activeVms().orElse(null))
                .setSnapshot(details.told().map(Told::snapshot).orElse(null));
    }
}
