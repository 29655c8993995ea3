package org.poolwarden.app;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.poolwarden.schema.ActionKind;
import org.poolwarden.schema.Alert;
import org.poolwarden.schema.AlertState;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.Evidence;
import org.poolwarden.schema.Finding;
import org.poolwarden.schema.Guard;
import org.poolwarden.schema.HowLost;
import org.poolwarden.schema.OperatorAction;
import org.poolwarden.schema.OutcomeResult;
import org.poolwarden.schema.Power;
import org.poolwarden.schema.Proof;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.schema.RecoveryOutcome;
import org.poolwarden.schema.Severity;
import org.poolwarden.schema.Testimony;
import org.poolwarden.schema.VerdictKind;
import org.poolwarden.schema.WithheldCommand;

/** Records of a pool whose hosts are {@code NAME-a}, its master, and {@code NAME-b}. */
record Incident(String pool) {

    static final Instant LOST = Instant.parse("2026-11-22T20:00:12Z");
    static final String A = "10.0.0.1";
    static final String B = "10.0.0.2";

    Finding settled() {
        return finding(VerdictKind.SETTLED, 1)
                .setReason("all follow " + pool + "-a")
                .setEvidence(List.of(seen("a", A, Answer.MASTER, 0), seen("b", B, Answer.SLAVE, 0)))
                .build();
    }

    /** The master is lost, and these guards hold back that b is promoted. */
    Finding lost(Guard... guards) {
        return finding(VerdictKind.MASTER_LOST, 1)
                .setHow(HowLost.UNREACHABLE)
                .setHosts(List.of(A))
                .setReason("master " + pool + "-a is unreachable")
                .setEvidence(List.of(seen("a", A, Answer.UNREACHABLE, 3), seen("b", B, Answer.SLAVE, 0)))
                .setWithheld(Arrays.stream(guards)
                        .map(guard -> new WithheldCommand(CommandKind.PROMOTE, B, guard, "what lifts " + guard))
                        .toList())
                .build();
    }

    private Finding.Builder finding(VerdictKind verdict, long epoch) {
        return Finding.newBuilder()
                .setPool(pool)
                .setVerdict(verdict)
                .setMaster(A)
                .setHosts(List.of())
                .setEpoch(epoch)
                .setJudgedAt(LOST)
                .setCause("tick")
                .setWithheld(List.of());
    }

    private Evidence seen(String host, String address, Answer answer, int misses) {
        return Evidence.newBuilder()
                .setObserver("rack-a")
                .setHost(pool + "-" + host)
                .setAddress(address)
                .setRound(9)
                .setAnswer(answer)
                .setMasterAddress(answer == Answer.SLAVE ? A : null)
                .setTestimony(answer == Answer.SLAVE ? Testimony.LOST : Testimony.ABSENT)
                .setPower(Power.NOT_READ)
                .setMisses(misses)
                .setAt(LOST)
                .setTopic("xen.heartbeats")
                .setPartition(3)
                .setOffset(17)
                .build();
    }

    Alert alert(VerdictKind kind, Severity severity, AlertState state) {
        return Alert.newBuilder()
                .setKey(pool + "/" + kind)
                .setPool(pool)
                .setKind(kind.name())
                .setState(state)
                .setSeverity(severity)
                .setSummary("summary of " + kind)
                .setStartsAt(LOST)
                .setEvidence(List.of())
                .setWithheld(List.of())
                .setRunbook(List.of("On " + pool + "-b: xe pool-emergency-transition-to-master"))
                .setEpoch(1)
                .setJudgedAt(LOST)
                .setCause("tick")
                .build();
    }

    RecoveryOutcome refusal(OperatorAction action, String why) {
        return RecoveryOutcome.newBuilder()
                .setCommandId(action.getId())
                .setPool(pool)
                .setKind(action.getCommand().orElseThrow())
                .setHost(action.getHost().orElse(""))
                .setResult(OutcomeResult.REFUSED)
                .setDetail(action.getKind() + " is not taken: " + why)
                .setRecovered(List.of())
                .setAt(LOST)
                .build();
    }

    RecoveryCommand command(OperatorAction action) {
        return RecoveryCommand.newBuilder()
                .setId(pool + "/2/PROMOTE/" + B)
                .setPool(pool)
                .setKind(CommandKind.PROMOTE)
                .setHost(B)
                .setHostName(pool + "-b")
                .setEpoch(2)
                .setIssuedAt(LOST)
                .setNotAfter(LOST.plusSeconds(60))
                .setOldMaster(A)
                .setProof(Proof.APPROVAL)
                .setApproval(action.getId())
                .setExpectedRole(Answer.SLAVE)
                .setExpected(List.of())
                .setCause("tick")
                .setReason("because")
                .build();
    }

    OperatorAction word(ActionKind kind) {
        return OperatorAction.newBuilder()
                .setId("word-of-" + pool)
                .setPool(pool)
                .setKind(kind)
                .setCommand(kind == ActionKind.ACKNOWLEDGE ? null : CommandKind.PROMOTE)
                .setAuthor("bob")
                .setReason("saw it")
                .setAt(LOST)
                .build();
    }
}
