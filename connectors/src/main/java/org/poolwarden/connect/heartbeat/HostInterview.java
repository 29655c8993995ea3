package org.poolwarden.connect.heartbeat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.poolwarden.connect.heartbeat.LocalSession.Flag;
import org.poolwarden.connect.pool.PoolAccess;
import org.poolwarden.connect.pool.PoolHost;
import org.poolwarden.connect.pool.Rhythm;
import org.poolwarden.connect.pool.Timer;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.HostHeartbeat;
import org.poolwarden.schema.PoolSnapshot;
import org.poolwarden.schema.Power;
import org.poolwarden.schema.Testimony;
import org.poolwarden.xapi.XapiClient;
import org.poolwarden.xapi.redfish.PowerReader;
import org.poolwarden.xapi.redfish.PowerState;

/** The interviews of one host, round by round: what is kept from one to the next, and the order of the steps. */
final class HostInterview {

    /** A power reading, and when it was taken by the observer's clock. */
    private record Reading(Power power, Instant at) {}

    /** What steps 3 to 5 brought. */
    private record Details(Flag flag, Testimony testimony, Optional<PoolSnapshot> snapshot) {
        static final Details NONE = new Details(Flag.NONE, Testimony.ABSENT, Optional.empty());
    }

    private final PoolHost host;
    private final Rhythm rhythm;
    private final PowerReader power;
    private final Timer timer;
    private final LoginStep login;
    private final LocalSession local;
    private final Testifier testifier;
    private final SnapshotStep snapshots;
    private Optional<Instant> snapshotAt = Optional.empty();
    private Optional<String> poolUuid = Optional.empty();

    HostInterview(PoolAccess pool, PoolHost host, Rhythm rhythm, XapiClient client, PowerReader power, Timer timer) {
        this.host = host;
        this.rhythm = rhythm;
        this.power = power;
        this.timer = timer;
        this.login = new LoginStep(host.endpoint(), pool.credentials(), rhythm, client, timer);
        this.local = new LocalSession(host.endpoint(), pool.credentials(), rhythm, client, timer);
        this.testifier = new Testifier(rhythm, client, timer);
        this.snapshots = new SnapshotStep(rhythm, client, timer);
    }

    /**
     * One interview; ends within 2D.
     *
     * @param heartbeat with what is known before anything is asked
     * @param round what the last round has shown of the pool
     * @return never fails
     */
    CompletionStage<HostHeartbeat.Builder> ask(HostHeartbeat.Builder heartbeat, RoundView round) {
        Instant began = timer.now();
        CompletionStage<Optional<Reading>> reading = readPower(round);
        return login.ask().thenCompose(reply -> details(reply, round)
                .thenCombine(reading, (details, power) -> filled(heartbeat, reply, details, power))
                .thenApply(filled -> filled.setStartedAt(began)
                        .setTookMs((int) Duration.between(began, timer.now()).toMillis())));
    }

    PoolHost host() {
        return host;
    }

    void end() {
        login.end();
        local.end();
    }

    private CompletionStage<Details> details(Reply reply, RoundView round) {
        if (reply.answer() != Answer.MASTER) {
            snapshotAt = Optional.empty();
            poolUuid = Optional.empty();
        }
        if (reply.answer() == Answer.MASTER) {
            testifier.forget();
            return snapshot(round).thenApply(told -> new Details(Flag.NONE, Testimony.ABSENT, told));
        }
        if (!reply.isWorthALocalSession()) {
            local.forget();
            testifier.forget();
            return CompletableFuture.completedFuture(Details.NONE);
        }
        return local.ask().thenCompose(flag -> testimony(reply, flag, round)
                .thenApply(word -> new Details(flag, word, Optional.empty())));
    }

    private CompletionStage<Testimony> testimony(Reply reply, Flag flag, RoundView round) {
        if (reply.answer() != Answer.SLAVE || flag.session().isEmpty()) {
            testifier.forget();
            return CompletableFuture.completedFuture(Testimony.ABSENT);
        }
        String master = reply.master().orElseThrow();
        return testifier.ask(flag.session().get(), master, round.inDoubt(), round.answeredAsMaster(master));
    }

    private CompletionStage<Optional<PoolSnapshot>> snapshot(RoundView round) {
        boolean due = snapshotAt
                .map(at -> !at.plus(rhythm.seldom()).isAfter(timer.now()))
                .orElse(true);
        if (!due && !round.hasChanged() || login.session().isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return snapshots.read(login.session().get()).thenApply(told -> {
            told.ifPresent(snapshot -> {
                snapshotAt = Optional.of(timer.now());
                poolUuid = Optional.of(snapshot.getPoolUuid());
            });
            return told;
        });
    }

    private CompletionStage<Optional<Reading>> readPower(RoundView round) {
        if (host.bmc().isEmpty() || !round.inDoubt()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return power.read(host.bmc().get(), rhythm.deadline())
                .thenApplyAsync(state -> Optional.of(new Reading(of(state), timer.now())), timer);
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
                .setTestimony(details.testimony())
                .setPower(reading.map(Reading::power).orElse(Power.NOT_READ))
                .setPowerAgeMs(reading.map(taken ->
                                Duration.between(taken.at(), timer.now()).toMillis())
                        .orElse(null))
                .setPoolUuid(poolUuid.orElse(null))
                .setSnapshot(details.snapshot().orElse(null));
    }
}
