package org.poolwarden.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.poolwarden.connect.Laboratory.ROOT;
import static org.poolwarden.connect.Laboratory.answer;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.poolwarden.connect.pool.Instruments;
import org.poolwarden.connect.pool.RealTimer;
import org.poolwarden.connect.pool.Rhythm;
import org.poolwarden.connect.recovery.ExecutorSettings;
import org.poolwarden.connect.recovery.RecoveryExecutor;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.Mode;
import org.poolwarden.schema.OutcomeResult;
import org.poolwarden.schema.PoolPolicy;
import org.poolwarden.schema.Proof;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.schema.RecoveryOutcome;
import org.poolwarden.sim.SimHost;
import org.poolwarden.xapi.Connection;
import org.poolwarden.xapi.GuestRecord;
import org.poolwarden.xapi.XapiSession;

/** The real executor with its real clients against simulated hosts over HTTPS: every call, and what the world says after. */
class RecoveryOverHttpsTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final RealTimer timer = new RealTimer("recovery-test");
    private final List<RecoveryOutcome> journal = new CopyOnWriteArrayList<>();
    private Laboratory lab;
    private RecoveryExecutor executor;

    @BeforeEach
    void open() throws IOException {
        lab = new Laboratory("alpha", "beta", "gamma");
        executor = new RecoveryExecutor(
                Map.of("closet", lab.access()),
                ExecutorSettings.of(false, new Rhythm(Duration.ofSeconds(6), Duration.ofSeconds(3))),
                new Instruments(lab.client, lab.power, lab.metrics),
                lab.power,
                timer,
                outcome -> {
                    journal.add(outcome);
                    return CompletableFuture.completedFuture(null);
                });
        executor.policy(PoolPolicy.newBuilder()
                .setPool("closet")
                .setMode(Mode.AUTO)
                .setAutoFence(true)
                .build());
    }

    @AfterEach
    void close() {
        timer.close();
        lab.close();
    }

    @Test
    void aHungMasterIsFencedAndReplacedAndItsVmsStartElsewhere() {
        List<String> vms = guestsOf("alpha");
        lab.happens(() -> lab.host("alpha").hang());

        assertThat(result(command(CommandKind.FENCE, "alpha", c -> c))).isEqualTo(OutcomeResult.ACCEPTED);
        assertThat(lab.ask(() -> lab.host("alpha").isPowered())).isFalse();

        assertThat(result(command(CommandKind.PROMOTE, "beta", this::insteadOfAlpha)))
                .isEqualTo(OutcomeResult.ACCEPTED);
        awaitMaster("beta");
        RecoveryOutcome recovered =
                outcome(command(CommandKind.RECOVER_SLAVES, "beta", c -> c.setExpected(List.of("10.0.0.13"))));
        assertThat(recovered.getResult()).isEqualTo(OutcomeResult.ACCEPTED);
        assertThat(recovered.getRecovered()).containsExactly(uuid("gamma"));
        awaitFollowers("beta", "gamma");

        assertThat(result(command(CommandKind.DECLARE_DEAD, "alpha", this::insteadOfAlpha)))
                .isEqualTo(OutcomeResult.ACCEPTED);
        RecoveryOutcome started = outcome(
                command(CommandKind.START_VMS, "alpha", c -> insteadOfAlpha(c).setVms(vms)));
        assertThat(started.getResult()).as(started.getDetail()).isEqualTo(OutcomeResult.ACCEPTED);
        assertThat(started.getRecovered()).containsExactlyElementsOf(vms);
        assertThat(lab.ask(() -> lab.host("beta").runningVms().size()
                        + lab.host("gamma").runningVms().size()))
                .isEqualTo(6);
        assertThat(lab.ask(lab.world::doubleWriters)).isZero();
    }

    @Test
    void aHostThatIsAliveIsNeitherFencedNorDeclaredDead() {
        assertThat(result(command(CommandKind.FENCE, "alpha", c -> c))).isEqualTo(OutcomeResult.REFUSED);
        assertThat(result(command(CommandKind.DECLARE_DEAD, "beta", c -> c.setMaster("10.0.0.11")
                        .setProof(Proof.APPROVAL)
                        .setApproval("a-1"))))
                .isEqualTo(OutcomeResult.REFUSED);

        assertThat(lab.ask(() -> lab.host("alpha").isPowered())).isTrue();
        assertThat(lab.ask(() -> lab.host("beta").runningVms())).hasSize(2);
    }

    /** Alpha was cut off, beta was promoted by a person, and the network heals: two masters of one pool. */
    @Test
    void theLosingMasterOfASplitBrainFollowsUnlessAVmOfTheOtherSideWritesOnIt() {
        List<String> own = guestsOf("alpha");
        lab.happens(() -> {
            lab.world.network().cut("closet/alpha", "closet/beta");
            lab.world.network().cut("closet/alpha", "closet/gamma");
            lab.host("beta").adminPromote();
            lab.host("beta").adminRecover();
        });
        awaitFollowers("beta", "gamma");
        lab.happens(() -> lab.world.network().healAll("*"));
        assertThat(lab.ask(() -> lab.world.pools().get(0).masters())).hasSize(2);

        RecoveryOutcome refused =
                outcome(command(CommandKind.REPOINT, "alpha", c -> losing(c).setVms(own)));
        assertThat(refused.getResult()).isEqualTo(OutcomeResult.REFUSED);
        assertThat(refused.getDetail()).contains("may do I/O on alpha");

        assertThat(result(command(CommandKind.REPOINT, "alpha", c -> losing(c).setId("2"))))
                .isEqualTo(OutcomeResult.ACCEPTED);
        awaitFollowers("beta", "alpha", "gamma");
        assertThat(lab.ask(() -> lab.world.pools().get(0).masters())).containsExactly(lab.host("beta"));

        assertThat(outcome(command(CommandKind.REPOINT, "alpha", c -> losing(c).setId("3")))
                        .getDetail())
                .contains("follows beta already");
    }

    @Test
    void thePoolIsHandedOverToAnotherHost() {
        RecoveryOutcome handed = outcome(command(
                CommandKind.DESIGNATE, "gamma", c -> c.setMaster("10.0.0.11").setApproval("a-1")));

        assertThat(handed.getResult()).as(handed.getDetail()).isEqualTo(OutcomeResult.ACCEPTED);
        awaitFollowers("gamma", "alpha", "beta");
    }

    private RecoveryCommand.Builder insteadOfAlpha(RecoveryCommand.Builder command) {
        boolean isPromotion = command.getKind() == CommandKind.PROMOTE;
        return command.setOldMaster("10.0.0.11").setProof(Proof.POWER_OFF).setMaster(isPromotion ? null : "10.0.0.12");
    }

    private static RecoveryCommand.Builder losing(RecoveryCommand.Builder command) {
        return command.setMaster("10.0.0.12").setExpectedRole(Answer.MASTER);
    }

    private OutcomeResult result(RecoveryCommand command) {
        return outcome(command).getResult();
    }

    /** The end of a command, once it is there. */
    private RecoveryOutcome outcome(RecoveryCommand command) {
        timer.execute(() -> executor.command(command));
        await().atMost(Duration.ofMinutes(1)).until(() -> ends(command).size() == 1);
        return ends(command).get(0);
    }

    private List<RecoveryOutcome> ends(RecoveryCommand command) {
        return journal.stream()
                .filter(outcome -> outcome.getCommandId().equals(command.getId()))
                .filter(outcome -> outcome.getResult() != OutcomeResult.STARTED)
                .toList();
    }

    private RecoveryCommand command(CommandKind kind, String host, UnaryOperator<RecoveryCommand.Builder> change) {
        return change.apply(RecoveryCommand.newBuilder()
                        .setId("closet/7/" + kind + "/" + host)
                        .setPool("closet")
                        .setKind(kind)
                        .setHost(lab.host(host).address())
                        .setHostName(host)
                        .setHostUuid(uuid(host))
                        .setEpoch(7)
                        .setIssuedAt(timer.now())
                        .setNotAfter(timer.now().plusSeconds(60))
                        .setProof(Proof.NONE)
                        .setExpectedRole(Answer.SLAVE)
                        .setExpected(List.of())
                        .setCause("tick")
                        .setReason("a test"))
                .build();
    }

    private String uuid(String host) {
        return lab.host(host).uuid();
    }

    /** Uuids of the VMs that run on a host, as the pool's master alpha has it. */
    private List<String> guestsOf(String host) {
        XapiSession session = answer(lab.client.login(lab.endpoint("alpha"), ROOT, LONG, Connection.FRESH));
        return answer(lab.client.guestRecords(session, LONG)).values().stream()
                .filter(guest -> guest.nameLabel().startsWith(host))
                .map(GuestRecord::uuid)
                .sorted()
                .toList();
    }

    private void awaitMaster(String host) {
        await().atMost(Laboratory.PATIENCE)
                .untilAsserted(() -> answer(lab.client.login(lab.endpoint(host), ROOT, LONG, Connection.FRESH)));
    }

    private void awaitFollowers(String master, String... followers) {
        await().atMost(Laboratory.PATIENCE).untilAsserted(() -> assertThat(
                        lab.ask(() -> lab.world.pools().get(0).followersOf(lab.host(master))))
                .extracting(SimHost::name)
                .containsExactlyInAnyOrder(followers));
    }
}
