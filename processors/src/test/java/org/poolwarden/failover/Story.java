package org.poolwarden.failover;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.poolwarden.schema.ActionKind;
import org.poolwarden.schema.Alert;
import org.poolwarden.schema.AlertState;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.Finding;
import org.poolwarden.schema.HaStatement;
import org.poolwarden.schema.HostHeartbeat;
import org.poolwarden.schema.Member;
import org.poolwarden.schema.Mode;
import org.poolwarden.schema.OperatorAction;
import org.poolwarden.schema.OutcomeResult;
import org.poolwarden.schema.PoolPolicy;
import org.poolwarden.schema.PoolSnapshot;
import org.poolwarden.schema.Power;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.schema.RecoveryGrant;
import org.poolwarden.schema.RecoveryOutcome;
import org.poolwarden.schema.RecoveryRequest;
import org.poolwarden.schema.RequestKind;
import org.poolwarden.schema.Testimony;

/**
 * A pool's story, told round by round: what each host says from now on, and what the warden makes of it.
 *
 * <p>Host {@code a} has address {@code 10.0.0.1}, {@code b} the next, and so on; the first is master.
 */
final class Story {

    static final Instant START = Instant.parse("2026-11-22T20:00:00Z");
    static final String POOL_UUID = "11111111-0000-4000-8000-000000000001";

    final List<Finding> findings = new ArrayList<>();
    final List<Alert> alerts = new ArrayList<>();
    final List<RecoveryCommand> commands = new ArrayList<>();
    final List<RecoveryOutcome> outcomes = new ArrayList<>();

    final List<RecoveryRequest> requests = new ArrayList<>();

    private final Tolerance tolerance;
    private final Warden warden;
    private final List<String> hosts;
    private final Map<String, Map<String, UnaryOperator<HostHeartbeat.Builder>>> saying = new LinkedHashMap<>();
    private boolean haEnabled;
    private Fleet fleet = Fleet.EMPTY;
    private WatchedPool pool = WatchedPool.unheard("closet", START);
    private Instant now = START;
    private long round;
    private long offset;

    private Story(List<String> hosts, Tolerance tolerance) {
        this.hosts = hosts;
        this.tolerance = tolerance;
        this.warden = new Warden(tolerance);
        watchedBy("rack-a");
    }

    static Story of(String... hosts) {
        return new Story(List.of(hosts), Tolerance.DEFAULT);
    }

    /** A pool in mode auto that has been settled for three rounds. */
    static Story settled(String... hosts) {
        return of(hosts).policy(Mode.AUTO).rounds(3);
    }

    /** Adds an observer that sees every host answer as it should. */
    Story watchedBy(String observer) {
        Map<String, UnaryOperator<HostHeartbeat.Builder>> words = new LinkedHashMap<>();
        hosts.forEach(host -> words.put(host, host.equals(hosts.get(0)) ? master() : slaveOf(hosts.get(0))));
        saying.put(observer, words);
        return this;
    }

    Story unwatchedBy(String observer) {
        saying.remove(observer);
        return this;
    }

    Story says(String host, UnaryOperator<HostHeartbeat.Builder> word) {
        saying.keySet().forEach(observer -> saysTo(observer, host, word));
        return this;
    }

    Story saysTo(String observer, String host, UnaryOperator<HostHeartbeat.Builder> word) {
        saying.get(observer).put(host, word);
        return this;
    }

    Story ha(boolean enabled) {
        haEnabled = enabled;
        return this;
    }

    Story rounds(int count) {
        for (int i = 0; i < count; i++) {
            round++;
            saying.forEach((observer, words) -> words.forEach((host, word) -> hear(observer, host, word)));
            silence(tolerance.heartbeat());
        }
        return this;
    }

    /** Time in which nobody reports anything, looked at every second. */
    Story silence(Duration time) {
        Instant end = now.plus(time);
        while (now.isBefore(end)) {
            now = now.plusSeconds(1);
            judge("tick");
        }
        return this;
    }

    private void hear(String observer, String host, UnaryOperator<HostHeartbeat.Builder> word) {
        HostHeartbeat heartbeat = word.apply(blank(observer, host)).build();
        pool = pool.heard(new Sighting(heartbeat, now.plusMillis(300), "xen.heartbeats", 3, offset++), tolerance);
        judge("xen.heartbeats-3@" + (offset - 1));
    }

    private void judge(String cause) {
        keep(warden.judge(pool, now.plusMillis(300), cause));
    }

    private void keep(Decision decision) {
        pool = decision.pool();
        decision.finding().ifPresent(findings::add);
        alerts.addAll(decision.alerts());
        decision.command().ifPresent(commands::add);
        decision.outcome().ifPresent(outcomes::add);
        decision.requests().forEach(this::answer);
    }

    /** The fleet of this pool and of those that {@link #whileOthersRecover} tells of. */
    private void answer(RecoveryRequest request) {
        requests.add(request);
        Fleet.Turn turn = fleet.after(request, now);
        fleet = turn.fleet();
        for (RecoveryGrant grant : turn.grants()) {
            WatchedPool before = pool;
            pool = pool.granted(grant);
            if (pool != before) {
                judge("xen.recovery-grants-3@0");
            }
        }
    }

    /** Other pools are in the fleet, and recover. */
    Story whileOthersRecover(int others) {
        for (int i = 0; i < others; i++) {
            String name = "other-" + i;
            fleet = fleet.after(new RecoveryRequest(name, name, RequestKind.ASK, false, now), now)
                    .fleet();
        }
        return this;
    }

    Story policy(Mode mode) {
        return policy(policy -> policy.setMode(mode));
    }

    Story policy(UnaryOperator<PoolPolicy.Builder> change) {
        pool = pool.ruledBy(change.apply(PoolPolicy.newBuilder(pool.state().policy()))
                .setHa(HaStatement.UNKNOWN)
                .build());
        judge("xen.policies-3@0");
        return this;
    }

    Story approve(String host, String verifiedDown) {
        Warden.Reply reply = warden.told(
                pool,
                OperatorAction.newBuilder()
                        .setId("approval-" + offset)
                        .setPool("closet")
                        .setKind(ActionKind.APPROVE)
                        .setCommand(CommandKind.PROMOTE)
                        .setHost(host)
                        .setVerifiedDown(verifiedDown)
                        .setAuthor("ada")
                        .setReason("looked at it")
                        .setAt(now)
                        .build(),
                now.plusMillis(300),
                "xen.operator-actions-3@0");
        pool = reply.pool();
        reply.refusal().ifPresent(outcomes::add);
        judge("xen.operator-actions-3@0");
        return this;
    }

    /** What the executor says of the last command. */
    Story reports(OutcomeResult result) {
        RecoveryCommand command = commands.get(commands.size() - 1);
        RecoveryOutcome outcome = RecoveryOutcome.newBuilder()
                .setCommandId(command.getId())
                .setPool("closet")
                .setKind(command.getKind())
                .setHost(command.getHost())
                .setResult(result)
                .setDetail("")
                .setRecovered(List.of())
                .setAt(now)
                .build();
        pool = pool.reported(outcome, now.plusMillis(300));
        judge("xen.recovery-outcomes-3@0");
        return this;
    }

    /** The processor loses its memory and keeps its store. */
    Story restart() {
        pool = WatchedPool.restored("closet", pool.state(), now);
        return this;
    }

    Instant now() {
        return now;
    }

    Finding last() {
        return findings.get(findings.size() - 1);
    }

    List<String> firing() {
        Map<String, AlertState> states = new LinkedHashMap<>();
        alerts.forEach(alert -> states.put(alert.getKey(), alert.getState()));
        return states.entrySet().stream()
                .filter(entry -> entry.getValue() == AlertState.FIRING)
                .map(Map.Entry::getKey)
                .toList();
    }

    String address(String host) {
        return "10.0.0." + (host.charAt(0) - 'a' + 1);
    }

    UnaryOperator<HostHeartbeat.Builder> master() {
        return heartbeat ->
                heartbeat.setAnswer(Answer.MASTER).setPoolUuid(POOL_UUID).setSnapshot(snapshot(heartbeat.getAddress()));
    }

    UnaryOperator<HostHeartbeat.Builder> slaveOf(String master) {
        return heartbeat -> heartbeat
                .setAnswer(Answer.SLAVE)
                .setMasterAddress(address(master))
                .setTestimony(Testimony.CONNECTED);
    }

    /** A running slave that has lost its master: it answers at once, but its is_slave call stays open. */
    UnaryOperator<HostHeartbeat.Builder> lost(String master) {
        return slaveOf(master).andThen(heartbeat -> heartbeat.setTestimony(Testimony.LOST))::apply;
    }

    static UnaryOperator<HostHeartbeat.Builder> answers(Answer answer) {
        return heartbeat -> heartbeat.setAnswer(answer);
    }

    static UnaryOperator<HostHeartbeat.Builder> answers(Answer answer, Power power) {
        return heartbeat -> heartbeat.setAnswer(answer).setPower(power).setPowerAgeMs(200L);
    }

    static UnaryOperator<HostHeartbeat.Builder> emergency(String error) {
        return heartbeat ->
                heartbeat.setAnswer(Answer.EMERGENCY).setError(error).setEmergency(true);
    }

    private HostHeartbeat.Builder blank(String observer, String host) {
        return HostHeartbeat.newBuilder()
                .setPool("closet")
                .setHost(host)
                .setAddress(address(host))
                .setObserver(observer)
                .setIncarnation(1)
                .setRound(round)
                .setHostsInRound(hosts.size())
                .setStartedAt(now)
                .setTookMs(20)
                .setTestimony(Testimony.ABSENT)
                .setPower(Power.NOT_READ);
    }

    private PoolSnapshot snapshot(String masterAddress) {
        return PoolSnapshot.newBuilder()
                .setPoolUuid(POOL_UUID)
                .setPoolLabel("")
                .setMasterUuid("uuid-" + masterAddress)
                .setHaEnabled(haEnabled)
                .setHosts(hosts.stream()
                        .map(host -> Member.newBuilder()
                                .setUuid("uuid-" + address(host))
                                .setName(host)
                                .setAddress(address(host))
                                .setEnabled(true)
                                .setLive(true)
                                .setVersion("8.2.1")
                                .setAgentStartTime("1630403754.")
                                .build())
                        .toList())
                .setSharedStorage(List.of("lvmohba"))
                .build();
    }
}
