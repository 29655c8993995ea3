package org.poolwarden.connect.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.poolwarden.connect.FakeXapi;
import org.poolwarden.connect.VirtualTime;
import org.poolwarden.connect.pool.PoolAccess;
import org.poolwarden.connect.pool.PoolHost;
import org.poolwarden.connect.pool.Rhythm;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.Finding;
import org.poolwarden.schema.Mode;
import org.poolwarden.schema.OutcomeResult;
import org.poolwarden.schema.PoolPolicy;
import org.poolwarden.schema.Proof;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.schema.RecoveryOutcome;
import org.poolwarden.schema.VerdictKind;
import org.poolwarden.xapi.Credentials;
import org.poolwarden.xapi.HostEndpoint;
import org.poolwarden.xapi.XapiClient;
import org.poolwarden.xapi.XapiException;
import org.poolwarden.xapi.redfish.BmcEndpoint;
import org.poolwarden.xapi.redfish.PowerState;

class RecoveryExecutorTest {

    private static final String PROMOTE_CALL = "pool.emergency_transition_to_master";
    private static final Credentials ROOT = new Credentials("root", "hunter2");

    private final VirtualTime time = new VirtualTime();
    private final FakeXapi xapi = new FakeXapi(time);
    private final List<RecoveryOutcome> journal = new ArrayList<>();
    private PowerState power = PowerState.OFF;
    private boolean journalIsStuck;
    private RecoveryExecutor executor;

    /** Alpha was master and is dead; beta is its slave and would take the call. */
    @BeforeEach
    void aPoolThatLostItsMaster() {
        xapi.isSlave("beta", "10.0.0.1").says("beta", PROMOTE_CALL, "");
        executor = executor(false);
        executor.policy(policy(Mode.AUTO));
    }

    @Test
    void aPromotionIsStartedInTheJournalBeforeAnythingIsAsked() {
        journalIsStuck = true;
        executor.command(promote());
        time.passes(Duration.ofMinutes(1));

        assertThat(results()).containsExactly("STARTED");
        assertThat(xapi.count("beta", "session.login_with_password")).isZero();
    }

    @Test
    void aPromotionWhosePreconditionsHoldIsSentOnce() {
        run(promote());

        assertThat(results()).containsExactly("STARTED", "ACCEPTED");
        assertThat(xapi.count("beta", PROMOTE_CALL)).isOne();
    }

    @Test
    void theSameIdTwiceIsCarriedOutOnce() {
        run(promote());
        run(promote());

        assertThat(results()).containsExactly("STARTED", "ACCEPTED");
        assertThat(xapi.count("beta", PROMOTE_CALL)).isOne();
    }

    @Test
    void aCommandThatAnEarlierExecutorStartedIsNeverRepeated() {
        executor.recall(outcome(OutcomeResult.STARTED));
        run(promote());

        assertThat(results()).containsExactly("UNKNOWN");
        assertThat(xapi.count("beta", PROMOTE_CALL)).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = OutcomeResult.class,
            names = {"ACCEPTED", "FAILED", "REFUSED", "EXPIRED", "UNKNOWN", "DRY_RUN", "SUCCEEDED"})
    void aCommandThatAnEarlierExecutorEndedIsOver(OutcomeResult result) {
        executor.recall(outcome(result));
        run(promote());

        assertThat(journal).isEmpty();
        assertThat(xapi.count("beta", PROMOTE_CALL)).isZero();
    }

    @Test
    void aDryRunChecksEverythingAndCallsNothing() {
        executor = executor(true);
        executor.policy(policy(Mode.AUTO));
        run(promote());

        assertThat(results()).containsExactly("STARTED", "DRY_RUN");
        assertThat(last().getDetail()).contains("would call pool.emergency_transition_to_master on beta");
        assertThat(xapi.count("beta", PROMOTE_CALL)).isZero();
    }

    @Test
    void theDefaultModeIsAdviseAndNeedsAnApproval() {
        executor = executor(false);
        run(promote());
        assertThat(results()).containsExactly("REFUSED");

        run(promote(c -> c.setId("approved").setApproval("a-1")));
        assertThat(results()).containsExactly("REFUSED", "STARTED", "ACCEPTED");
    }

    @Test
    void observePauseMaintenanceEpochAndExpiryRefuseBeforeAnythingIsAsked() {
        refused(policy(Mode.OBSERVE), "OBSERVE");
        refused(PoolPolicy.newBuilder(policy(Mode.AUTO)).setPaused(true).build(), "paused");
        refused(
                PoolPolicy.newBuilder(policy(Mode.AUTO))
                        .setMaintenanceUntil(time.now().plusSeconds(60))
                        .build(),
                "maintenance");
        executor.policy(policy(Mode.AUTO));
        executor.finding(finding(8));
        run(promote(c -> c.setId("old epoch")));
        assertThat(last().getDetail()).contains("epoch 8").contains("of 7");
        run(promote(c -> c.setId("late").setEpoch(8).setNotAfter(time.now().minusMillis(1))));
        assertThat(last().getResult()).isEqualTo(OutcomeResult.EXPIRED);
        assertThat(xapi.count("beta", "session.login_with_password")).isZero();
    }

    @Test
    void aHostThatIsNotConfiguredIsRefusedByName() {
        run(promote(c -> c.setHost("10.9.9.9")));

        assertThat(results()).containsExactly("REFUSED");
        assertThat(last().getDetail()).contains("10.9.9.9");
    }

    @Test
    void anOldMasterThatAnswersStopsThePromotion() {
        xapi.isMaster("alpha");
        run(promote());

        assertThat(results()).containsExactly("STARTED", "REFUSED");
        assertThat(last().getDetail()).contains("alpha shows a sign of life");
    }

    @Test
    void anOldMasterThatIsSilentOnAnOpenPortIsAlive() {
        xapi.hangs("alpha");
        run(promote());

        assertThat(last().getDetail()).contains("alpha shows a sign of life");
    }

    @Test
    void aBmcThatNoLongerSaysOffStopsThePromotion() {
        power = PowerState.UNKNOWN;
        run(promote());

        assertThat(results()).containsExactly("STARTED", "REFUSED");
        assertThat(last().getDetail()).contains("the BMC of alpha says UNKNOWN");
    }

    @Test
    void aCommandWithoutProofIsRefused() {
        run(promote(c -> c.setProof(Proof.NONE)));

        assertThat(last().getDetail()).contains("no proof that alpha cannot act");
    }

    @Test
    void anOldMasterThatShouldBeASlaveMustSaySoAgain() {
        run(promote(c -> c.setProof(Proof.IS_SLAVE)));
        assertThat(last().getResult()).isEqualTo(OutcomeResult.REFUSED);

        xapi.isSlave("alpha", "10.0.0.3");
        run(promote(c -> c.setId("again").setProof(Proof.IS_SLAVE)));
        assertThat(last().getResult()).isEqualTo(OutcomeResult.ACCEPTED);
    }

    /** The emergency call would restart a working master. */
    @Test
    void aCandidateThatIsMasterAlreadyIsDone() {
        xapi.isMaster("beta");
        run(promote());

        assertThat(results()).containsExactly("STARTED", "ACCEPTED");
        assertThat(last().getDetail()).contains("master already");
        assertThat(xapi.count("beta", PROMOTE_CALL)).isZero();
    }

    @Test
    void aCandidateThatDoesNotAnswerIsRefused() {
        xapi.isDead("beta");
        run(promote());

        assertThat(results()).containsExactly("STARTED", "REFUSED");
    }

    @Test
    void aPauseWhileTheWorldIsAskedStillStopsTheAct() {
        xapi.hangs("alpha");
        executor.command(promote(c -> c.setProof(Proof.POLICY).setOldMaster(null)));
        executor.policy(PoolPolicy.newBuilder(policy(Mode.AUTO)).setPaused(true).build());
        time.passes(Duration.ofMinutes(1));

        assertThat(results()).containsExactly("STARTED", "REFUSED");
        assertThat(xapi.count("beta", PROMOTE_CALL)).isZero();
    }

    @Test
    void aHostThatSaysNoHasFailed() {
        xapi.fails("beta", PROMOTE_CALL, XapiException.ApiFailure.of(List.of("HA_IS_ENABLED")));
        run(promote());

        assertThat(results()).containsExactly("STARTED", "FAILED");
        assertThat(last().getDetail()).contains("HA_IS_ENABLED");
    }

    @Test
    void aCallWhoseAnswerIsLostIsUnknownAndNotRepeated() {
        xapi.isSilent("beta", PROMOTE_CALL);
        run(promote());

        assertThat(results()).containsExactly("STARTED", "UNKNOWN");
        assertThat(xapi.count("beta", PROMOTE_CALL)).isOne();
    }

    @Test
    void slavesAreRecoveredByATaskThatIsFollowedToItsEnd() {
        String gamma = "OpaqueRef:0d8b7a96-0000-4000-8000-000000000003";
        xapi.isMaster("beta")
                .says("beta", "Async.pool.recover_slaves", "OpaqueRef:task")
                .says("beta", "host.get_all_records", Map.of(gamma, Map.of("uuid", "uuid-gamma")))
                .says("beta", "task.get_record", Map.of("status", "pending"));
        executor.command(recoverSlaves("10.0.0.3"));
        time.passes(Duration.ofSeconds(10));
        assertThat(results()).containsExactly("STARTED");

        xapi.says("beta", "task.get_record", Map.of("status", "success", "result", "<value>" + gamma + "</value>"));
        time.passes(Duration.ofSeconds(10));
        assertThat(results()).containsExactly("STARTED", "ACCEPTED");
        assertThat(last().getRecovered()).containsExactly("uuid-gamma");
        assertThat(xapi.count("beta", "session.logout")).isEqualTo(1);
    }

    @Test
    void aTaskThatFailsIsAFailureWithItsWords() {
        xapi.isMaster("beta")
                .says("beta", "Async.pool.recover_slaves", "OpaqueRef:task")
                .says("beta", "task.get_record", Map.of("status", "failure", "error_info", List.of("INTERNAL_ERROR")));
        run(recoverSlaves("10.0.0.3"));

        assertThat(last().getResult()).isEqualTo(OutcomeResult.FAILED);
        assertThat(last().getDetail()).contains("INTERNAL_ERROR");
    }

    @Test
    void aTaskThatNeverEndsIsUnknown() {
        xapi.isMaster("beta")
                .says("beta", "Async.pool.recover_slaves", "OpaqueRef:task")
                .says("beta", "task.get_record", Map.of("status", "pending"));
        executor.command(recoverSlaves("10.0.0.3"));
        time.passes(Duration.ofMinutes(6));

        assertThat(results()).containsExactly("STARTED", "UNKNOWN");
    }

    @Test
    void nobodyExpectedIsSkippedAndSaysSo() {
        run(recoverSlaves());

        assertThat(last().getDetail()).startsWith("skipped");
        assertThat(xapi.count("beta", "Async.pool.recover_slaves")).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = CommandKind.class,
            names = {"FENCE", "REPOINT", "DECLARE_DEAD", "START_VMS", "DESIGNATE"})
    void aCommandOfAnotherKindIsRefusedAndNothingIsDone(CommandKind kind) {
        run(promote(c -> c.setKind(kind)));

        assertThat(results()).containsExactly("STARTED", "REFUSED");
        assertThat(last().getDetail()).contains(kind.name());
    }

    @Test
    void aStoppedExecutorWritesNothingMore() {
        executor.command(promote());
        executor.stop();
        time.passes(Duration.ofMinutes(1));

        assertThat(results()).containsExactly("STARTED");
    }

    @Test
    void noOutcomeHoldsASecret() {
        run(promote());

        assertThat(journal.toString()).doesNotContain("hunter2", "OpaqueRef:");
    }

    private void refused(PoolPolicy policy, String why) {
        executor.policy(policy);
        run(promote(c -> c.setId(why)));
        assertThat(last().getResult()).isEqualTo(OutcomeResult.REFUSED);
        assertThat(last().getDetail()).contains(why);
    }

    private void run(RecoveryCommand command) {
        executor.command(command);
        time.passes(Duration.ofSeconds(55));
    }

    private RecoveryExecutor executor(boolean dryRun) {
        Rhythm rhythm = new Rhythm(Duration.ofSeconds(5), Duration.ofSeconds(2));
        PoolAccess pool = new PoolAccess("closet", List.of(host("alpha", 1), host("beta", 2), host("gamma", 3)), ROOT);
        return new RecoveryExecutor(
                Map.of("closet", pool),
                ExecutorSettings.of(dryRun, rhythm),
                new XapiClient(xapi),
                (bmc, deadline) -> CompletableFuture.completedFuture(power),
                time,
                this::journal);
    }

    private CompletionStage<Void> journal(RecoveryOutcome outcome) {
        journal.add(outcome);
        return journalIsStuck ? new CompletableFuture<>() : CompletableFuture.completedFuture(null);
    }

    private static PoolHost host(String name, int number) {
        return new PoolHost(
                new HostEndpoint(name, "10.0.0." + number, 443),
                "10.0.0." + number,
                Optional.of(new BmcEndpoint(URI.create("https://10.1.0." + number), ROOT)));
    }

    private List<String> results() {
        return journal.stream().map(outcome -> outcome.getResult().name()).toList();
    }

    private RecoveryOutcome last() {
        return journal.get(journal.size() - 1);
    }

    private RecoveryCommand promote() {
        return promote(c -> c);
    }

    private RecoveryCommand promote(UnaryOperator<RecoveryCommand.Builder> change) {
        return change.apply(RecoveryCommand.newBuilder()
                        .setCause("tick")
                        .setId("closet/7/PROMOTE/10.0.0.2")
                        .setPool("closet")
                        .setKind(CommandKind.PROMOTE)
                        .setHost("10.0.0.2")
                        .setHostName("beta")
                        .setEpoch(7)
                        .setIssuedAt(time.now())
                        .setNotAfter(time.now().plusSeconds(60))
                        .setOldMaster("10.0.0.1")
                        .setProof(Proof.POWER_OFF)
                        .setExpectedRole(Answer.SLAVE)
                        .setExpected(List.of())
                        .setReason("alpha is off"))
                .build();
    }

    private RecoveryCommand recoverSlaves(String... expected) {
        return promote(c -> c.setId("closet/7/RECOVER_SLAVES/10.0.0.2")
                .setKind(CommandKind.RECOVER_SLAVES)
                .setOldMaster(null)
                .setProof(Proof.NONE)
                .setExpectedRole(Answer.MASTER)
                .setExpected(List.of(expected)));
    }

    private RecoveryOutcome outcome(OutcomeResult result) {
        return RecoveryOutcome.newBuilder()
                .setCommandId(promote().getId())
                .setPool("closet")
                .setKind(CommandKind.PROMOTE)
                .setHost("10.0.0.2")
                .setResult(result)
                .setDetail("")
                .setRecovered(List.of())
                .setAt(time.now())
                .build();
    }

    private Finding finding(long epoch) {
        return Finding.newBuilder()
                .setPool("closet")
                .setVerdict(VerdictKind.MASTER_LOST)
                .setHosts(List.of())
                .setReason("")
                .setEpoch(epoch)
                .setJudgedAt(time.now())
                .setCause("tick")
                .setEvidence(List.of())
                .setWithheld(List.of())
                .build();
    }

    private static PoolPolicy policy(Mode mode) {
        return PoolPolicy.newBuilder().setPool("closet").setMode(mode).build();
    }
}
