package org.poolwarden.connect.heartbeat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.poolwarden.connect.pool.PoolAccess;
import org.poolwarden.connect.pool.Rhythm;
import org.poolwarden.connect.pool.Timer;
import org.poolwarden.schema.HostHeartbeat;
import org.poolwarden.schema.Member;
import org.poolwarden.xapi.XapiClient;
import org.poolwarden.xapi.redfish.PowerReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Interviews all hosts of one pool at once, in rounds at a fixed rate, and hands over a heartbeat for each interview,
 * whatever the host answered. A hung host delays nobody: every interview ends before the next round.
 */
public final class PoolInterviewer {

    private static final Logger LOG = LoggerFactory.getLogger(PoolInterviewer.class);

    private final PoolAccess pool;
    private final String observer;
    private final long incarnation;
    private final Rhythm rhythm;
    private final Timer timer;
    private final Consumer<HostHeartbeat> heartbeats;
    private final List<HostInterview> interviews;
    private final Map<String, Member> members = new HashMap<>();
    private RoundView lastRound = RoundView.NOTHING;
    private Timer.Cancellable nextRound = () -> {};
    private Instant firstRoundAt;
    private long round;
    private boolean stopped;

    /**
     * @param observer the name of this deployment, for example {@code rack-a}
     * @param incarnation grows at each start
     * @param heartbeats gets each heartbeat on the timer's thread
     */
    public PoolInterviewer(
            PoolAccess pool,
            String observer,
            long incarnation,
            Rhythm rhythm,
            XapiClient client,
            PowerReader power,
            Timer timer,
            Consumer<HostHeartbeat> heartbeats) {
        this.pool = pool;
        this.observer = observer;
        this.incarnation = incarnation;
        this.rhythm = rhythm;
        this.timer = timer;
        this.heartbeats = heartbeats;
        this.interviews = pool.hosts().stream()
                .map(host -> new HostInterview(pool, host, rhythm, client, power, timer))
                .toList();
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
            interviews.forEach(HostInterview::end);
        });
    }

    private void round() {
        if (stopped) {
            return;
        }
        firstRoundAt = round == 0 ? timer.now() : firstRoundAt;
        round++;
        Instant next = firstRoundAt.plus(rhythm.heartbeat().multipliedBy(round));
        nextRound = timer.after(Duration.between(timer.now(), next), this::round);
        Map<String, HostHeartbeat> heard = new HashMap<>();
        RoundView before = lastRound;
        interviews.forEach(interview -> interview
                .ask(begun(interview), before)
                .thenAccept(heartbeat -> hear(heartbeat, interview.host().claimedAddress(), heard))
                .exceptionally(bug -> {
                    LOG.error(
                            "interview failed pool={} host={}",
                            pool.name(),
                            interview.host().name(),
                            bug);
                    return null;
                }));
    }

    private HostHeartbeat.Builder begun(HostInterview interview) {
        return HostHeartbeat.newBuilder()
                .setPool(pool.name())
                .setHost(interview.host().name())
                .setAddress(interview.host().claimedAddress())
                .setObserver(observer)
                .setIncarnation(incarnation)
                .setRound(round)
                .setHostsInRound(interviews.size());
    }

    private void hear(HostHeartbeat.Builder filled, String address, Map<String, HostHeartbeat> heard) {
        if (stopped) {
            return;
        }
        Optional.ofNullable(filled.getSnapshot())
                .ifPresent(snapshot -> snapshot.getHosts().forEach(member -> members.put(member.getAddress(), member)));
        Member member = members.get(address);
        if (member != null) {
            filled.setHostUuid(member.getUuid())
                    .setVersion(member.getVersion())
                    .setAgentStartTime(member.getAgentStartTime());
        }
        HostHeartbeat heartbeat = filled.build();
        heard.put(address, heartbeat);
        if (heard.size() == interviews.size()) {
            lastRound = lastRound.next(heard);
        }
        heartbeats.accept(heartbeat);
    }
}
