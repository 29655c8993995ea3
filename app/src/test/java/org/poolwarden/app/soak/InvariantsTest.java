package org.poolwarden.app.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.poolwarden.schema.Alert;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.Finding;
import org.poolwarden.schema.PoolPolicy;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.schema.RecoveryOutcome;
import org.poolwarden.schema.VerdictKind;

/** Each invariant holds in a real run and breaks in the same run once that is doctored. */
class InvariantsTest {

    private static final Story LOSS = new Story(
            1,
            List.of(new PoolCast("p1", List.of("h1", "h2", "h3"), List.of("h1", "h2", "h3"), 20, List.of())),
            List.of("rack-a"),
            List.of("policy: {mode: auto, auto-fence: true}"),
            List.of(new Beat(80, "power-off p1/h1")),
            160,
            120);

    private static final Trial TRIAL = Trial.of(LOSS, SoakRun.INVARIANTS);
    private static final Chronicle TRUE = TRIAL.chronicle();

    @Test
    void aRunThatIsAsItShouldBeBreaksNone() {
        assertThat(TRIAL.breaches()).isEmpty();
        assertThat(TRUE.deeds()).extracting(deed -> deed.command().getKind()).contains(CommandKind.PROMOTE);
        assertThat(TRIAL.checked().stream()
                        .filter(one -> one.invariant().equals("loss-is-found"))
                        .mapToInt(Checked::tests)
                        .sum())
                .isEqualTo(1);
    }

    @Test
    void aMasterThatLivesWhileAnotherIsPromotedBreaksTwo() {
        Chronicle doctored = withScenes(host ->
                host.name().equals("h1") ? new HostTruth(host.address(), "h1", true, true, true, true, false) : host);

        assertThat(new OneMasterAtMost().check(doctored).breaches()).hasSize(1);
        assertThat(new ProofBeforeDeed().check(doctored).breaches()).isNotEmpty();
    }

    @Test
    void aVmOnTwoHostsBreaksOne() {
        List<Scene> scenes = new ArrayList<>(TRUE.scenes());
        Scene last = scenes.get(scenes.size() - 1);
        scenes.add(new Scene(TRUE.run(), last.pool(), last.hosts(), Set.of("h1-vm1"), false));

        assertThat(new NoDoubleWriters().check(with(scenes)).breaches())
                .extracting(Breach::what)
                .containsExactly("[h1-vm1] of p1 run on two hosts");
    }

    @Test
    void aCommandTwiceBreaksOne() {
        List<Told<RecoveryCommand>> twice = new ArrayList<>(TRUE.commands());
        twice.addAll(TRUE.commands());

        assertThat(new OnePromotionPerLoss().check(with(twice, TRUE.outcomes())).breaches())
                .hasSize(1);
    }

    @Test
    void aCommandUnderPauseBreaksOne() {
        List<Told<PoolPolicy>> paused = TRUE.policies().stream()
                .map(told -> new Told<>(
                        told.at(),
                        PoolPolicy.newBuilder(told.what()).setPaused(true).build()))
                .toList();

        assertThat(new PermissionBeforeDeed()
                        .check(with(paused, TRUE.findings(), TRUE.alerts()))
                        .breaches())
                .isNotEmpty();
    }

    @Test
    void aPromotionThatTheOthersWouldNotTestifyForBreaksOne() {
        Chronicle doctored = withScenes(host -> new HostTruth(
                host.address(), host.name(), true, true, host.name().equals("h2"), true, true));

        assertThat(new MajorityBeforeDeed().check(doctored).breaches()).isNotEmpty();
    }

    @Test
    void aCandidateThatIsDownBreaksOne() {
        Chronicle doctored = withScenes(
                host -> new HostTruth(host.address(), host.name(), true, false, host.master(), false, false));

        assertThat(new CandidateAnswers().check(doctored).breaches()).hasSize(1);
    }

    @Test
    void aCommandOfAnOlderEpochBreaksOne() {
        List<Told<Finding>> later = TRUE.findings().stream()
                .map(told -> new Told<>(
                        told.at(),
                        Finding.newBuilder(told.what())
                                .setEpoch(told.what().getEpoch() + 9)
                                .build()))
                .toList();

        assertThat(new DeedInTime()
                        .check(with(TRUE.policies(), later, TRUE.alerts()))
                        .breaches())
                .isNotEmpty();
    }

    @Test
    void aCommandThatIsStartedLateBreaksOne() {
        Chronicle late = with(
                TRUE.commands(),
                TRUE.outcomes().stream()
                        .map(told -> new Told<>(told.at().plus(Duration.ofSeconds(62)), told.what()))
                        .toList());

        assertThat(new DeedInTime().check(late).breaches()).isNotEmpty();
    }

    @Test
    void threePoolsThatRecoverAtOnceBreakOne() {
        List<Told<RecoveryCommand>> everywhere = new ArrayList<>();
        for (Told<RecoveryCommand> told : TRUE.commands()) {
            for (String pool : List.of("p1", "p2", "p3")) {
                everywhere.add(new Told<>(
                        told.at(),
                        RecoveryCommand.newBuilder(told.what())
                                .setPool(pool)
                                .setId(pool + told.what().getId())
                                .build()));
            }
        }

        assertThat(new FleetWithinBudget()
                        .check(with(everywhere, TRUE.outcomes()))
                        .breaches())
                .isNotEmpty();
    }

    @Test
    void aDeedInAPoolThatHaProtectsBreaksOne() {
        Chronicle armed = with(TRUE.scenes().stream()
                .map(scene -> new Scene(scene.at(), scene.pool(), scene.hosts(), scene.doubleWriters(), true))
                .toList());

        assertThat(new HaLeftAlone().check(armed).breaches()).hasSameSizeAs(armed.deeds());
    }

    @Test
    void aHealthyMasterThatIsFencedBreaksOne() {
        List<Told<RecoveryCommand>> fenced = TRUE.commands().stream()
                .map(told -> new Told<>(
                        told.at(),
                        RecoveryCommand.newBuilder(told.what())
                                .setKind(CommandKind.FENCE)
                                .build()))
                .toList();
        Chronicle healthy =
                withScenes(host -> new HostTruth(host.address(), host.name(), true, true, true, true, host.follows()));
        Chronicle doctored = new Chronicle(
                TRUE.run(),
                TRUE.events().stream()
                        .filter(event -> !event.what().startsWith("power-off"))
                        .toList(),
                healthy.scenes(),
                TRUE.policies(),
                TRUE.actions(),
                TRUE.findings(),
                TRUE.alerts(),
                fenced,
                TRUE.outcomes());

        assertThat(new NobodyHealthyIsFenced().check(doctored).breaches()).hasSameSizeAs(doctored.deeds());
    }

    @Test
    void aLossThatNobodySpeaksOfBreaksOne() {
        List<Told<Finding>> silent = TRUE.findings().stream()
                .filter(told -> told.what().getVerdict() != VerdictKind.MASTER_LOST)
                .toList();

        assertThat(new LossIsFound()
                        .check(with(TRUE.policies(), silent, TRUE.alerts()))
                        .breaches())
                .hasSize(1);
    }

    @Test
    void anAlertThatNeverResolvesBreaksTwo() {
        List<Told<Alert>> firing = TRUE.alerts().stream()
                .filter(told -> told.what().getEndsAt().isEmpty())
                .toList();
        List<Told<Alert>> again = new ArrayList<>(firing);
        firing.forEach(told -> again.add(new Told<>(
                TRUE.run(),
                Alert.newBuilder(told.what())
                        .setStartsAt(told.what().getStartsAt().plusSeconds(1))
                        .build())));

        Chronicle doctored = with(TRUE.policies(), TRUE.findings(), again);

        assertThat(new EverythingResolves().check(doctored).breaches()).isNotEmpty();
        assertThat(new OneFiringPerKey().check(doctored).breaches()).isNotEmpty();
    }

    @Test
    void aPoolThatEndsInDoubtBreaksOne() {
        List<Told<Finding>> doubtful = TRUE.findings().stream()
                .map(told -> new Told<>(
                        told.at(),
                        Finding.newBuilder(told.what())
                                .setVerdict(VerdictKind.DOUBTFUL)
                                .build()))
                .toList();

        assertThat(new EndsSettled()
                        .check(with(TRUE.policies(), doubtful, TRUE.alerts()))
                        .breaches())
                .hasSize(1);
    }

    private static Chronicle withScenes(UnaryOperator<HostTruth> change) {
        return with(TRUE.scenes().stream()
                .map(scene -> new Scene(
                        scene.at(),
                        scene.pool(),
                        scene.hosts().stream().map(change).toList(),
                        scene.doubleWriters(),
                        scene.haArmed()))
                .toList());
    }

    private static Chronicle with(List<Scene> scenes) {
        return new Chronicle(
                TRUE.run(),
                TRUE.events(),
                scenes,
                TRUE.policies(),
                TRUE.actions(),
                TRUE.findings(),
                TRUE.alerts(),
                TRUE.commands(),
                TRUE.outcomes());
    }

    private static Chronicle with(List<Told<RecoveryCommand>> commands, List<Told<RecoveryOutcome>> outcomes) {
        return new Chronicle(
                TRUE.run(),
                TRUE.events(),
                TRUE.scenes(),
                TRUE.policies(),
                TRUE.actions(),
                TRUE.findings(),
                TRUE.alerts(),
                commands,
                outcomes);
    }

    private static Chronicle with(
            List<Told<PoolPolicy>> policies, List<Told<Finding>> findings, List<Told<Alert>> alerts) {
        return new Chronicle(
                Duration.ofMillis(TRUE.run().toMillis()),
                TRUE.events(),
                TRUE.scenes(),
                policies,
                TRUE.actions(),
                findings,
                alerts,
                TRUE.commands(),
                TRUE.outcomes());
    }
}
