package org.poolwarden.connect.heartbeat;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.poolwarden.connect.heartbeat.Surroundings.Reach;
import org.poolwarden.connect.pool.Instruments;
import org.poolwarden.connect.pool.PoolAccess;
import org.poolwarden.connect.pool.Rhythm;
import org.poolwarden.connect.pool.Timer;
import org.poolwarden.schema.HostHeartbeat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Interviews all hosts of one pool at once, in rounds at a fixed rate, and hands over a heartbeat for each interview,
 * whatever the host answered. A hung host delays nobody: every interview ends before the next round.
 */
public final class PoolInterviewer {

    private static final Logger LOG = LoggerFactory.getLogger(PoolInterviewer.class);

    private final PoolAccess pool;
    private final Observer observer;
    private final Rhythm rhythm;
    private final Timer timer;
    private final Consumer<HostHeartbeat> heartbeats;
    private final Roster roster;
    private RoundView lastRound = RoundView.NOTHING;
    private Timer.Cancellable nextRound = () -> {};
    private Instant firstRoundAt;
    private long round;
    private boolean stopped;

    /**
     * @param heartbeats gets each heartbeat on the timer's thread
     */
    public PoolInterviewer(
            PoolAccess pool,
            Observer observer,
            Rhythm rhythm,
            Instruments instruments,
            Timer timer,
            Consumer<HostHeartbeat> heartbeats) {
        this.pool = pool;
        this.observer = observer;
        this.rhythm = rhythm;
        this.timer = timer;
        this.heartbeats = heartbeats;
        this.roster = new Roster(pool, host -> new HostInterview(pool, host, rhythm, instruments, timer));
    }

    /**
     * Begins after {@code phase}, so that many pools are not all asked at the same instant.
     */
    public void start(Duration phase) {
        nextRound = timer.after(phase, this::round);
    }

    /** No further round; sessions are given back. Interviews under way end unheard. */
    public void stop() {
        timer.execute(() -> {
            stopped = true;
            nextRound.cancel();
            roster.interviews().forEach(HostInterview::end);
        });
    }

    private void round() {
        if (stopped) {
            return;
        }
        firstRoundAt = round == 0 ? timer.steady() : firstRoundAt;
        round++;
        Instant next = firstRoundAt.plus(rhythm.heartbeat().multipliedBy(round));
        nextRound = timer.after(Duration.between(timer.steady(), next), this::round);
        Round now = new Round(round, roster.interviews());
        RoundView before = lastRound;
        now.interviews.forEach(interview -> interview
                .ask(begun(interview, now), before)
                .thenAccept(heartbeat -> hear(heartbeat, interview, now))
                .exceptionally(bug -> {
                    LOG.error(
                            "interview failed pool={} host={}",
                            pool.name(),
                            interview.host().name(),
                            bug);
                    return null;
                }));
    }

    /** A round under way, and what was heard in it by claimed address. */
    private record Round(long number, List<HostInterview> interviews, Map<String, HostHeartbeat> heard) {
        Round(long number, List<HostInterview> interviews) {
            this(number, interviews, new LinkedHashMap<>());
        }

        boolean isOver() {
            return heard.size() == interviews.size();
        }

        Reach reach() {
            return new Reach(interviews.size(), (int)
                    heard.values().stream().filter(PoolInterviewer::isAnswer).count());
        }
    }

    private HostHeartbeat.Builder begun(HostInterview interview, Round now) {
        Surroundings around = observer.surroundings();
        return HostHeartbeat.newBuilder()
                .setPool(pool.name())
                .setHost(interview.host().name())
                .setAddress(interview.host().claimedAddress())
                .setObserver(observer.name())
                .setIncarnation(observer.incarnation())
                .setRound(now.number)
                .setHostsInRound(now.interviews.size())
                .setWitnessesAsked(around.witnesses().asked())
                .setWitnessesReached(around.witnesses().reached())
                .setOtherHostsAsked(around.otherPools(pool.name()).asked())
                .setOtherHostsAnswering(around.otherPools(pool.name()).reached());
    }

    private void hear(HostHeartbeat.Builder filled, HostInterview interview, Round now) {
        if (stopped) {
            return;
        }
        String address = interview.host().claimedAddress();
        if (filled.getSnapshot() != null && lastRound.isRuledByNobodyBut(address)) {
            roster.listed(filled.getSnapshot(), interview.clocks());
        }
        roster.describe(address, filled, setBy(filled));
        HostHeartbeat heartbeat = filled.build();
        now.heard.put(address, heartbeat);
        if (now.isOver()) {
            lastRound = lastRound.next(now.heard);
            observer.surroundings().heard(pool.name(), now.reach());
        }
        handOver(heartbeat, now);
    }

    /** By how much our clock had been set, since we began, when the interview did. */
    private Duration setBy(HostHeartbeat.Builder filled) {
        Instant began = timer.steady().minusMillis(filled.getTookMs());
        return Duration.between(began, filled.getStartedAt());
    }

    /**
     * The first round opens the connections, and that can take longer than any deadline where there are many: what it
     * missed is asked again in the second one before anybody hears of it.
     */
    private void handOver(HostHeartbeat heartbeat, Round now) {
        if (now.number > 1) {
            heartbeats.accept(heartbeat);
        } else if (now.isOver()) {
            if (now.heard.values().stream().allMatch(PoolInterviewer::isAnswer)) {
                now.heard.values().forEach(heartbeats);
            } else {
                LOG.info("a host was missed in the first round, which counts for nothing pool={}", pool.name());
            }
        }
    }

    private static boolean isAnswer(HostHeartbeat heartbeat) {
        return switch (heartbeat.getAnswer()) {
            case REFUSED, UNREACHABLE, TLS_FAILED, SILENT -> false;
            case MASTER, SLAVE, EMERGENCY, TOOLSTACK_CLOSED, BAD_CREDENTIALS, OTHER_ERROR, UNSPECIFIED -> true;
        };
    }
}
