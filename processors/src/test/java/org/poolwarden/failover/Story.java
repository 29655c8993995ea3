package org.poolwarden.failover;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.poolwarden.schema.Alert;
import org.poolwarden.schema.AlertState;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.Finding;
import org.poolwarden.schema.HostHeartbeat;
import org.poolwarden.schema.Mode;
import org.poolwarden.schema.OperatorAction;
import org.poolwarden.schema.OutcomeResult;
import org.poolwarden.schema.PoolPolicy;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.schema.RecoveryGrant;
import org.poolwarden.schema.RecoveryOutcome;
import org.poolwarden.schema.RecoveryRequest;
import org.poolwarden.schema.RequestKind;
import org.poolwarden.schema.VerdictKind;
import org.poolwarden.schema.WithheldCommand;

/**
 * A pool's story, told round by round: what each host says from now on, and what the warden makes of it.
 *
 * <p>Host {@code a} has address {@code 10.0.0.1}, {@code b} the next, and so on; the first is master. A round's
 * heartbeats arrive at once, every H; time is looked at every second.
 */
final class Story {

    static final Instant START = Instant.parse("2026-11-22T20:00:00Z");

    final List<Finding> findings = new ArrayList<>();
    final List<Alert> alerts = new ArrayList<>();
    final List<RecoveryCommand> commands = new ArrayList<>();
    final List<RecoveryOutcome> outcomes = new ArrayList<>();
    final List<RecoveryRequest> requests = new ArrayList<>();
    final Database database;
    final OtherPools others = new OtherPools();

    private final Tolerance tolerance;
    private final Warden warden;
    private final Interviews interviews;
    private WatchedPool pool = WatchedPool.unheard("closet", START);
    private VerdictKind verdict = VerdictKind.UNSPECIFIED;
    private Instant now = START.plusMillis(300);
    private long round;
    private long offset;

    private Story(List<String> hosts, Tolerance tolerance) {
        this.interviews = new Interviews(hosts);
        this.tolerance = tolerance;
        this.warden = new Warden(tolerance);
        this.database = new Database(hosts);
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
        interviews.watchedBy(observer, master());
        return this;
    }

    Story unwatchedBy(String observer) {
        interviews.unwatchedBy(observer);
        return this;
    }

    /** What an observer says from now on of its witnesses and other pools. */
    Story surrounded(String observer, UnaryOperator<HostHeartbeat.Builder> by) {
        interviews.surrounded(observer, by);
        return this;
    }

    Story says(String host, UnaryOperator<HostHeartbeat.Builder> word) {
        interviews.observers().forEach(observer -> interviews.says(observer, host, word));
        return this;
    }

    Story saysTo(String observer, String host, UnaryOperator<HostHeartbeat.Builder> word) {
        interviews.says(observer, host, word);
        return this;
    }

    /** All slaves but these say that they have lost {@code master}. */
    Story lostBySlaves(String master, String... but) {
        interviews.hosts().stream()
                .filter(host -> !host.equals(master) && !List.of(but).contains(host))
                .forEach(slave -> says(slave, lost(master)));
        return this;
    }

    /** A host that nobody interviews any more. */
    Story leaves(String host) {
        interviews.leaves(host);
        return this;
    }

    Story rounds(int count) {
        for (int i = 0; i < count; i++) {
            round().silence(tolerance.heartbeat());
        }
        return this;
    }

    /** The heartbeats of one round, at this moment. */
    Story round() {
        interviews.round(++round, now).forEach(this::hear);
        return this;
    }

    /** Time in which nobody reports anything, looked at every second, and at its end. */
    Story silence(Duration time) {
        Instant end = now.plus(time);
        while (now.isBefore(end)) {
            Instant next = now.plusSeconds(1);
            now = next.isBefore(end) ? next : end;
            judge("tick");
        }
        return this;
    }

    private void hear(HostHeartbeat heartbeat) {
        pool = pool.heard(new Sighting(heartbeat, now, "xen.heartbeats", 3, offset), tolerance);
        judge("xen.heartbeats-3@" + offset++);
    }

    private void judge(String cause) {
        Decision decision = warden.judge(pool, now, cause);
        pool = decision.pool();
        verdict = decision.verdict();
        decision.finding().ifPresent(findings::add);
        alerts.addAll(decision.alerts());
        decision.command().ifPresent(commands::add);
        decision.outcome().ifPresent(outcomes::add);
        decision.requests().forEach(request -> {
            requests.add(request);
            others.hear(request, now).forEach(this::granted);
        });
    }

    private void granted(RecoveryGrant grant) {
        WatchedPool before = pool;
        pool = pool.granted(grant);
        if (pool != before) {
            judge("xen.recovery-grants-3@0");
        }
    }

    /** Other pools ask, join or end their recoveries. */
    Story others(RequestKind kind, String... pools) {
        for (String other : pools) {
            others.hear(kind, other, now).forEach(this::granted);
        }
        return this;
    }

    Story policy(Mode mode) {
        return policy(policy -> policy.setMode(mode));
    }

    Story policy(UnaryOperator<PoolPolicy.Builder> change) {
        pool = pool.ruledBy(
                change.apply(PoolPolicy.newBuilder(pool.state().policy())).build());
        judge("xen.policies-3@0");
        return this;
    }

    Story approve(String host, String verifiedDown) {
        return hears(Person.approves(CommandKind.PROMOTE, host, verifiedDown));
    }

    Story hears(OperatorAction.Builder action) {
        action.setId("word-" + offset++).setAt(now);
        Warden.Reply reply = warden.told(pool, action.build(), now, "xen.operator-actions-3@0");
        pool = reply.pool();
        reply.refusal().ifPresent(outcomes::add);
        judge("xen.operator-actions-3@0");
        return this;
    }

    /** What the executor says of the last command. */
    Story reports(OutcomeResult result) {
        return reports(result, commands.get(commands.size() - 1));
    }

    Story reports(OutcomeResult result, RecoveryCommand command) {
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
        pool = pool.reported(outcome, now);
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

    PoolState state() {
        return pool.state();
    }

    VerdictKind verdict() {
        return verdict;
    }

    Finding last() {
        return findings.get(findings.size() - 1);
    }

    /** Commands as a person would list them, for example {@code PROMOTE b}. */
    List<String> commanded() {
        return commands.stream()
                .map(command -> command.getKind() + " " + command.getHostName())
                .toList();
    }

    /** What the last finding withholds, for example {@code PROMOTE FENCE_PROOF}. */
    List<String> withheld() {
        return last().getWithheld().stream()
                .map(held -> held.getCommand() + " " + held.getGuard())
                .toList();
    }

    String lifts(String withheld) {
        return last().getWithheld().stream()
                .filter(held -> withheld.equals(held.getCommand() + " " + held.getGuard()))
                .map(WithheldCommand::getLifts)
                .findFirst()
                .orElseThrow();
    }

    List<String> firing() {
        Map<String, AlertState> states = new LinkedHashMap<>();
        alerts.forEach(alert -> states.put(alert.getKey(), alert.getState()));
        return states.entrySet().stream()
                .filter(entry -> entry.getValue() == AlertState.FIRING)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** All that was ever written of one alert, oldest first. */
    List<Alert> alerts(String key) {
        return alerts.stream().filter(alert -> alert.getKey().equals(key)).toList();
    }

    String address(String host) {
        return Database.address(host);
    }

    UnaryOperator<HostHeartbeat.Builder> master() {
        return heartbeat -> Speech.MASTER.apply(heartbeat).setSnapshot(database.toldBy(heartbeat.getAddress()));
    }

    UnaryOperator<HostHeartbeat.Builder> slaveOf(String master) {
        return Speech.slaveOf(master);
    }

    UnaryOperator<HostHeartbeat.Builder> lost(String master) {
        return Speech.lost(master);
    }
}
