package org.poolwarden.connect.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.poolwarden.connect.recovery.Commands.vm;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.Mode;
import org.poolwarden.schema.PoolPolicy;
import org.poolwarden.schema.Proof;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.xapi.XapiCall;
import org.poolwarden.xapi.XapiException;
import org.poolwarden.xapi.XapiException.ApiFailure;
import org.poolwarden.xapi.redfish.PowerState;

/** START_VMS: web, db and mail ran on alpha, which is off. */
class GuestStartTest {

    private static final String START = "Async.VM.start";
    private static final String POLL = "task.get_record";

    private final Closet closet = new Closet();
    private final Commands commands = new Commands(closet);
    private final Map<String, Object> records = new HashMap<>();

    /** The task that starts a VM has the VM's reference, so that each can end as a test says. */
    @BeforeEach
    void threeHaltedVmsOfADeadHost() {
        commands.ready(CommandKind.START_VMS);
        for (String name : List.of("web", "db", "mail")) {
            records.put("OpaqueRef:" + name, vm(name, "Halted"));
        }
        closet.xapi
                .answers("beta", "VM.get_all_records", call -> Map.copyOf(records))
                .answers("beta", START, call -> call.params().get(1))
                .says("beta", POLL, Map.of("status", "success"));
    }

    @Test
    void vmsAreStartedInTheOrderOfTheCommand() {
        closet.run(start(c -> c));

        assertThat(closet.results()).containsExactly("STARTED", "ACCEPTED");
        assertThat(started()).containsExactly("OpaqueRef:mail", "OpaqueRef:web", "OpaqueRef:db");
        assertThat(closet.last().getRecovered()).containsExactly("uuid-mail", "uuid-web", "uuid-db");
    }

    @Test
    void oneThatRunsAlreadyCountsAsStarted() {
        records.put("OpaqueRef:web", vm("web", "Running"));
        closet.run(start(c -> c));

        assertThat(closet.results()).containsExactly("STARTED", "ACCEPTED");
        assertThat(started()).containsExactly("OpaqueRef:mail", "OpaqueRef:db");
        assertThat(closet.last().getRecovered()).containsExactlyInAnyOrder("uuid-mail", "uuid-web", "uuid-db");
    }

    @Test
    void whereAllRunAlreadyNothingIsDone() {
        records.replaceAll((ref, record) -> vm(ref.replace("OpaqueRef:", ""), "Running"));
        closet.run(start(c -> c));

        assertThat(closet.results()).containsExactly("STARTED", "ACCEPTED");
        assertThat(started()).isEmpty();
    }

    /** After a failover a master still holds the VMs of the dead one for running there. */
    @Test
    void oneThatIsHeldForRunningOnTheDeadHostDoesNotCount() {
        records.put(
                "OpaqueRef:web",
                Map.of("uuid", "uuid-web", "power_state", "Running", "resident_on", "OpaqueRef:alpha"));
        closet.run(start(c -> c));

        assertThat(closet.results()).containsExactly("STARTED", "FAILED");
        assertThat(closet.last().getDetail()).contains("(uuid-web): it is held for running on the dead host");
        assertThat(closet.last().getRecovered()).containsExactly("uuid-mail", "uuid-db");
    }

    @Test
    void noVmsIsSkippedAndSaysSo() {
        closet.run(start(c -> c.setVms(List.of())));

        assertThat(closet.last().getDetail()).startsWith("skipped");
    }

    @Test
    void whichDidNotStartAndWhyIsNamedAndTheOthersAreStarted() {
        records.put("OpaqueRef:mail", vm("mail", "Suspended"));
        records.remove("OpaqueRef:db");
        endsAs("OpaqueRef:web", Map.of("status", "failure", "error_info", List.of("NO_HOSTS_AVAILABLE")));
        records.put("OpaqueRef:log", vm("log", "Halted"));
        closet.run(start(c -> c.setVms(List.of("uuid-mail", "uuid-web", "uuid-db", "uuid-log"))));

        assertThat(closet.results()).containsExactly("STARTED", "FAILED");
        assertThat(closet.last().getRecovered()).containsExactly("uuid-log");
        assertThat(closet.last().getDetail())
                .startsWith("1 of 4 VMs run; not started: ")
                .contains("mail (uuid-mail): it is Suspended")
                .contains("web (uuid-web): its task ended as failure [NO_HOSTS_AVAILABLE]")
                .contains("uuid-db: it is not known to the master");
    }

    @Test
    void aPowerThatIsNotOffStartsNothing() {
        closet.power = PowerState.UNKNOWN;
        closet.run(start(c -> c));

        assertThat(closet.results()).containsExactly("STARTED", "REFUSED");
        assertThat(started()).isEmpty();
    }

    @Test
    void noPolicyStandsInForStrictProof() {
        closet.executor.policy(PoolPolicy.newBuilder(Closet.policy(Mode.AUTO))
                .setPromoteWithoutFence(true)
                .build());
        closet.run(start(c -> c.setProof(Proof.POLICY)));

        assertThat(closet.results()).containsExactly("STARTED", "REFUSED");
        assertThat(started()).isEmpty();
    }

    @Test
    void aMasterThatDoesNotAnswerAsOneStartsNothing() {
        closet.xapi.isSlave("beta", "10.0.0.3");
        closet.run(start(c -> c));

        assertThat(closet.results()).containsExactly("STARTED", "REFUSED");
        assertThat(started()).isEmpty();
    }

    @Test
    void aMasterThatDoesNotTellItsVmsHasFailedBeforeAnything() {
        closet.xapi.fails("beta", "VM.get_all_records", ApiFailure.of(List.of("INTERNAL_ERROR")));
        closet.run(start(c -> c));

        assertThat(closet.results()).containsExactly("STARTED", "FAILED");
        assertThat(closet.last().getDetail()).startsWith("nothing was done");
    }

    /** The dead host boots while its VMs are started elsewhere. */
    @Test
    void aSignOfLifeInTheMiddleStopsTheRest() {
        closet.xapi.answers("beta", START, call -> {
            closet.power = PowerState.ON;
            return call.params().get(1);
        });
        closet.run(start(c -> c));

        assertThat(closet.results()).containsExactly("STARTED", "FAILED");
        assertThat(closet.last().getRecovered()).containsExactly("uuid-mail");
        assertThat(closet.last().getDetail()).contains("web (uuid-web): the BMC of alpha says ON");
        assertThat(started()).containsExactly("OpaqueRef:mail");
    }

    @Test
    void aPauseInTheMiddleStopsTheRest() {
        closet.xapi.answers("beta", START, call -> {
            closet.executor.policy(PoolPolicy.newBuilder(Closet.policy(Mode.AUTO))
                    .setPaused(true)
                    .build());
            return call.params().get(1);
        });
        closet.run(start(c -> c));

        assertThat(closet.results()).containsExactly("STARTED", "FAILED");
        assertThat(closet.last().getDetail()).contains("the pool is paused");
        assertThat(started()).containsExactly("OpaqueRef:mail");
    }

    /** Its expiry is for the start: the last of many VMs may come later. */
    @Test
    void theRestIsStartedEvenWhenTheCommandExpiresInTheMiddle() {
        closet.xapi.says("beta", POLL, Map.of("status", "pending"));
        closet.executor.command(start(c -> c));
        closet.time.passes(Duration.ofSeconds(90));
        closet.xapi.says("beta", POLL, Map.of("status", "success"));
        closet.time.passes(Duration.ofSeconds(30));

        assertThat(closet.results()).containsExactly("STARTED", "ACCEPTED");
        assertThat(started()).hasSize(3);
    }

    /** Outcome unknown is asked, and settled by what is seen. */
    @Test
    void aStartWhoseAnswerIsLostCountsWhenTheVmRuns() {
        closet.xapi.answers("beta", START, call -> {
            if (call.params().get(1).equals("OpaqueRef:mail")) {
                records.put("OpaqueRef:mail", vm("mail", "Running"));
                return 0;
            }
            return call.params().get(1);
        });
        closet.run(start(c -> c));

        assertThat(closet.results()).containsExactly("STARTED", "ACCEPTED");
        assertThat(started()).containsExactly("OpaqueRef:mail", "OpaqueRef:web", "OpaqueRef:db");
    }

    @Test
    void aStartWhoseAnswerIsLostIsNotRepeatedAndTheRestIsNotTried() {
        closet.xapi.fails("beta", START, new XapiException.ClosedByPeer("closed", null));
        closet.run(start(c -> c));

        assertThat(closet.results()).containsExactly("STARTED", "UNKNOWN");
        assertThat(closet.last().getDetail())
                .contains("mail (uuid-mail): the call was sent")
                .contains("db (uuid-db): not tried");
        assertThat(started()).containsExactly("OpaqueRef:mail");
    }

    /** Otherwise every VM of a big host would wait for a dead master. */
    @Test
    void aMasterThatGoesAwayIsNotAskedForTheRest() {
        closet.xapi.answers("beta", START, call -> {
            closet.xapi.isDead("beta");
            return call.params().get(1);
        });
        closet.executor.command(start(c -> c));
        closet.time.passes(Duration.ofMinutes(2));

        assertThat(closet.results()).containsExactly("STARTED", "UNKNOWN");
        assertThat(started()).containsExactly("OpaqueRef:mail");
    }

    @Test
    void aDryRunNamesThoseThatWouldBeStarted() {
        closet.executor(true).policy(Closet.policy(Mode.AUTO));
        records.put("OpaqueRef:web", vm("web", "Paused"));
        closet.run(start(c -> c));

        assertThat(closet.results()).containsExactly("STARTED", "DRY_RUN");
        assertThat(closet.last().getDetail())
                .isEqualTo("every check passed; would call VM.start for mail (uuid-mail), db (uuid-db);"
                        + " not for web (uuid-web): it is Paused");
        assertThat(closet.last().getRecovered()).isEmpty();
        assertThat(started()).isEmpty();
    }

    private void endsAs(String task, Map<String, Object> record) {
        closet.xapi.answers("beta", POLL, call -> call.params().contains(task) ? record : Map.of("status", "success"));
    }

    private List<Object> started() {
        return closet.xapi.sent("beta", START).stream()
                .map(XapiCall::params)
                .map(params -> params.get(1))
                .toList();
    }

    private RecoveryCommand start(UnaryOperator<RecoveryCommand.Builder> change) {
        return commands.of(
                CommandKind.START_VMS, c -> change.apply(c.setVms(List.of("uuid-mail", "uuid-web", "uuid-db"))));
    }
}
