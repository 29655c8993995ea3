package org.poolwarden.failover;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.poolwarden.schema.Advisory;
import org.poolwarden.schema.Alert;
import org.poolwarden.schema.AlertState;
import org.poolwarden.schema.Evidence;
import org.poolwarden.schema.Finding;
import org.poolwarden.schema.HostHeartbeat;
import org.poolwarden.schema.MasterClaim;
import org.poolwarden.schema.RecoveryProgress;
import org.poolwarden.schema.VerdictKind;
import org.poolwarden.schema.WithheldCommand;

/** A judgement as it is written: with its evidence, and only when it says something new. */
record FindingText(
        PoolFacts facts, PoolState state, Verdict verdict, List<WithheldCommand> withheld, List<Condition> holding) {

    /** What the finding says, in short. Two findings with one signature tell a reader the same. */
    String signature() {
        List<String> guards = withheld.stream()
                .map(w ->
                        w.getCommand() + ":" + w.getGuard() + ":" + w.getHost().orElse(""))
                .toList();
        return String.join(
                "|",
                verdict.kind().name(),
                verdict.how().map(Enum::name).orElse(""),
                String.join(",", verdict.hosts()),
                facts.master().orElse(""),
                String.valueOf(state.standing().epoch()),
                String.join(",", guards),
                String.join(",", advisories().map(Condition::key).toList()));
    }

    Finding finding() {
        return Finding.newBuilder()
                .setPool(state.pool())
                .setVerdict(verdict.kind())
                .setHow(verdict.how().orElse(null))
                .setMaster(facts.master().orElse(null))
                .setHosts(verdict.hosts())
                .setReason(verdict.reason())
                .setAwaited(verdict.awaited().map(Verdict.Awaited::what).orElse(null))
                .setAwaitedUntil(
                        verdict.awaited().flatMap(Verdict.Awaited::until).orElse(null))
                .setEpoch(state.standing().epoch())
                .setJudgedAt(facts.now())
                .setCause(facts.cause())
                .setEvidence(evidence())
                .setWithheld(withheld)
                .setAdvisories(advisories()
                        .map(c -> new Advisory(c.kind(), c.host().orElse(null), c.summary()))
                        .toList())
                .setClaims(claims())
                .setRecovery(state.recovery().map(FindingText::progress).orElse(null))
                .build();
    }

    Alert alert(OpenAlert alert) {
        return Alert.newBuilder()
                .setKey(alert.topicKey(state.pool()))
                .setPool(state.pool())
                .setKind(alert.kind())
                .setHost(alert.host().map(OpenAlert.Host::address).orElse(null))
                .setHostName(alert.host().map(OpenAlert.Host::name).orElse(null))
                .setState(alert.isFiring() ? AlertState.FIRING : AlertState.RESOLVED)
                .setSeverity(alert.severity())
                .setSummary(alert.summary())
                .setStartsAt(alert.startsAt())
                .setEndsAt(alert.resolvedAt().orElse(null))
                .setEvidence(evidence())
                .setWithheld(withheld)
                .setRunbook(new Runbook(alert, facts, state).steps())
                .setEpoch(state.standing().epoch())
                .setReopened(alert.reopened())
                .setAcknowledgedBy(alert.acknowledgedBy().orElse(null))
                .setJudgedAt(facts.now())
                .setCause(facts.cause())
                .build();
    }

    private Stream<Condition> advisories() {
        return holding.stream().filter(condition -> Advisories.isOne(condition.kind()));
    }

    private List<MasterClaim> claims() {
        return verdict.is(VerdictKind.SPLIT_BRAIN)
                ? verdict.hosts().stream().map(this::claim).toList()
                : List.of();
    }

    private MasterClaim claim(String address) {
        boolean ours = state.recovery().filter(r -> r.hasPromoted(address)).isPresent();
        return new MasterClaim(
                address, facts.name(address), facts.claimsSince(address), facts.followersOf(address), ours);
    }

    private static RecoveryProgress progress(Recovery recovery) {
        Rung rung = recovery.rung();
        return new RecoveryProgress(
                rung.commandId(), rung.kind(), rung.host(), rung.stage().name(), rung.since());
    }

    private List<Evidence> evidence() {
        return facts.pool()
                .allSightings()
                .sorted(Comparator.comparing(HostView::address)
                        .thenComparing(v -> v.last().heartbeat().getObserver()))
                .map(FindingText::evidence)
                .toList();
    }

    private static Evidence evidence(HostView view) {
        Sighting last = view.last();
        HostHeartbeat heartbeat = last.heartbeat();
        return Evidence.newBuilder()
                .setObserver(heartbeat.getObserver())
                .setHost(heartbeat.getHost())
                .setAddress(heartbeat.getAddress())
                .setRound(heartbeat.getRound())
                .setAnswer(heartbeat.getAnswer())
                .setMasterAddress(heartbeat.getMasterAddress().orElse(null))
                .setTestimony(heartbeat.getTestimony())
                .setPower(heartbeat.getPower())
                .setMisses(view.misses())
                .setAt(millis(last.at()))
                .setTopic(last.topic())
                .setPartition(last.partition())
                .setOffset(last.offset())
                .build();
    }

    private static Instant millis(Instant at) {
        return Instant.ofEpochMilli(at.toEpochMilli());
    }
}
