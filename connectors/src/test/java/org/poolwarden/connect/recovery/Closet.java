package org.poolwarden.connect.recovery;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.poolwarden.connect.FakeXapi;
import org.poolwarden.connect.VirtualTime;
import org.poolwarden.connect.pool.Instruments;
import org.poolwarden.connect.pool.PoolAccess;
import org.poolwarden.connect.pool.PoolHost;
import org.poolwarden.connect.pool.Rhythm;
import org.poolwarden.schema.Finding;
import org.poolwarden.schema.Mode;
import org.poolwarden.schema.PoolPolicy;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.schema.RecoveryOutcome;
import org.poolwarden.schema.VerdictKind;
import org.poolwarden.xapi.Credentials;
import org.poolwarden.xapi.HostEndpoint;
import org.poolwarden.xapi.XapiClient;
import org.poolwarden.xapi.XapiException;
import org.poolwarden.xapi.redfish.BmcEndpoint;
import org.poolwarden.xapi.redfish.PowerState;
import org.poolwarden.xapi.redfish.PowerSwitch;
import org.poolwarden.xapi.rrd.RrdColumn;
import org.poolwarden.xapi.rrd.RrdExport;
import org.poolwarden.xapi.rrd.RrdExport.Row;

/**
 * An executor in virtual time over the pool closet: alpha (10.0.0.1), beta (.2) and gamma (.3), with BMCs, and delta
 * (.4) without one. A host that was told nothing is dead. A second pool, attic, has omega (10.0.1.1).
 */
final class Closet {

    static final Credentials ROOT = new Credentials("root", "hunter2");

    private static final Rhythm RHYTHM = new Rhythm(Duration.ofSeconds(5), Duration.ofSeconds(2));

    final VirtualTime time = new VirtualTime();
    final FakeXapi xapi = new FakeXapi(time);
    final List<RecoveryOutcome> journal = new ArrayList<>();
    /** What every BMC says. */
    PowerState power = PowerState.OFF;
    /** What a BMC does when it is told ForceOff. */
    PowerSwitch powerSwitch = (bmc, deadline) -> {
        power = PowerState.OFF;
        return CompletableFuture.completedFuture(null);
    };
    /** What a host tells of its VMs; null for nothing. */
    RrdExport metrics = new RrdExport(5, List.of(), List.of());

    int orders;
    boolean journalIsStuck;
    RecoveryExecutor executor = executor(false);

    Closet() {
        executor.policy(policy(Mode.AUTO));
    }

    /** One that knows nothing yet, in place of the one before. */
    RecoveryExecutor executor(boolean dryRun) {
        return executor(ExecutorSettings.of(dryRun, RHYTHM));
    }

    RecoveryExecutor executor(int commandsPerMinute) {
        return executor(ExecutorSettings.of(false, commandsPerMinute, RHYTHM));
    }

    private RecoveryExecutor executor(ExecutorSettings settings) {
        executor = new RecoveryExecutor(
                pools(),
                settings,
                new Instruments(
                        new XapiClient(xapi),
                        (bmc, deadline) -> CompletableFuture.completedFuture(power),
                        (session, query, deadline) -> metrics == null
                                ? CompletableFuture.failedFuture(new XapiException.AnswerTimedOut("no metrics"))
                                : CompletableFuture.completedFuture(metrics)),
                (bmc, deadline) -> {
                    orders++;
                    return powerSwitch.forceOff(bmc, deadline);
                },
                time,
                this::write);
        return executor;
    }

    static Map<String, PoolAccess> pools() {
        PoolHost delta = host("delta", "10.0.0.4");
        return Map.of(
                "closet",
                new PoolAccess(
                        "closet",
                        List.of(
                                host("alpha", "10.0.0.1"),
                                host("beta", "10.0.0.2"),
                                host("gamma", "10.0.0.3"),
                                new PoolHost(delta.endpoint(), delta.claimedAddress(), Optional.empty())),
                        ROOT),
                "attic",
                new PoolAccess("attic", List.of(host("omega", "10.0.1.1")), ROOT));
    }

    private static PoolHost host(String name, String address) {
        return new PoolHost(
                new HostEndpoint(name, address, 443),
                address,
                Optional.of(new BmcEndpoint(URI.create("https://bmc-" + name), ROOT)));
    }

    private CompletionStage<Void> write(RecoveryOutcome outcome) {
        journal.add(outcome);
        return journalIsStuck ? new CompletableFuture<>() : CompletableFuture.completedFuture(null);
    }

    /** Nobody answers until the deadline. */
    CompletionStage<Void> silence(Duration deadline) {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        time.after(deadline, () -> answer.completeExceptionally(new XapiException.AnswerTimedOut("silence")));
        return answer;
    }

    /** Gives the command, and lets everything come to its end that ends within a minute. */
    void run(RecoveryCommand command) {
        executor.command(command);
        time.passes(Duration.ofSeconds(55));
    }

    List<String> results() {
        return journal.stream().map(outcome -> outcome.getResult().name()).toList();
    }

    RecoveryOutcome last() {
        return journal.get(journal.size() - 1);
    }

    /** A command that is valid for a minute from now. */
    RecoveryCommand valid(RecoveryCommand.Builder command, UnaryOperator<RecoveryCommand.Builder> change) {
        return change.apply(
                        command.setIssuedAt(time.now()).setNotAfter(time.now().plusSeconds(60)))
                .build();
    }

    static PoolPolicy policy(Mode mode) {
        return PoolPolicy.newBuilder()
                .setPool("closet")
                .setMode(mode)
                .setAutoFence(true)
                .build();
    }

    Finding finding(long epoch) {
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

    /** Metrics of one row, in which a VM's disk writes so many times a second. */
    static RrdExport writes(String vm, double iops) {
        return new RrdExport(
                5,
                List.of(RrdColumn.parse("AVERAGE:vm:" + vm + ":vbd_xvda_iops_write")),
                List.of(new Row(5, new double[] {iops})));
    }
}
