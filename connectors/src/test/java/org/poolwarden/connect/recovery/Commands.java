package org.poolwarden.connect.recovery;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.poolwarden.connect.FakeXapi;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.Proof;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.xapi.redfish.PowerState;

/** One command of each kind, and the world in which each of its conditions holds. Alpha was master. */
final class Commands {

    static final String PROMOTE_CALL = "pool.emergency_transition_to_master";
    static final String RESET_CALL = "pool.emergency_reset_master";
    static final String TASK = "OpaqueRef:0d8b7a96-0000-4000-8000-00000000000a";

    private final Closet closet;

    Commands(Closet closet) {
        this.closet = closet;
    }

    /** Sets the world up so that the command of {@code kind} succeeds. */
    RecoveryCommand ready(CommandKind kind) {
        switch (kind) {
            case FENCE -> {
                closet.power = PowerState.ON;
                closet.xapi.hangs("alpha");
            }
            case PROMOTE -> closet.xapi.isSlave("beta", "10.0.0.1").says("beta", PROMOTE_CALL, "");
            case RECOVER_SLAVES -> master().says("beta", "Async.pool.recover_slaves", TASK);
            case REPOINT -> {
                closet.xapi.isMaster("beta");
                closet.xapi.isSlave("gamma", "10.0.0.1").says("gamma", RESET_CALL, "");
            }
            case DECLARE_DEAD -> master().says("beta", "Async.host.declare_dead", TASK);
            case START_VMS -> master().says("beta", "Async.VM.start", TASK);
            case DESIGNATE -> {
                master().says("beta", "Async.pool.designate_new_master", TASK);
                closet.xapi.isSlave("alpha", "10.0.0.2");
            }
            case UNSPECIFIED -> throw new IllegalArgumentException("no such command");
        }
        return of(kind);
    }

    /** Beta is master, lists the hosts, has alpha's VMs web and db Halted, and its tasks succeed. */
    private FakeXapi master() {
        return closet.xapi
                .isMaster("beta")
                .says("beta", "task.get_record", Map.of("status", "success"))
                .says("beta", "host.get_all_records", hosts())
                .says(
                        "beta",
                        "VM.get_all_records",
                        Map.of("OpaqueRef:web", vm("web", "Halted"), "OpaqueRef:db", vm("db", "Halted")));
    }

    static Map<String, Object> hosts() {
        return Map.of(
                "OpaqueRef:alpha", Map.of("uuid", "uuid-alpha", "address", "10.0.0.1"),
                "OpaqueRef:beta", Map.of("uuid", "uuid-beta", "address", "10.0.0.2"),
                "OpaqueRef:gamma", Map.of("uuid", "uuid-gamma", "address", "10.0.0.3"));
    }

    static Map<String, Object> vm(String name, String state) {
        return Map.of("uuid", "uuid-" + name, "name_label", name, "power_state", state);
    }

    /** Lets the act itself stay without an answer, or not come to its end. */
    void staysOpen(CommandKind kind) {
        switch (kind) {
            case FENCE -> closet.powerSwitch = (bmc, deadline) -> closet.silence(deadline);
            case PROMOTE -> closet.xapi.isSilent("beta", PROMOTE_CALL);
            case REPOINT -> closet.xapi.isSilent("gamma", RESET_CALL);
            case RECOVER_SLAVES, DECLARE_DEAD, START_VMS, DESIGNATE -> closet.xapi.says(
                    "beta", "task.get_record", Map.of("status", "pending"));
            case UNSPECIFIED -> throw new IllegalArgumentException("no such command");
        }
    }

    /** How often the act itself was sent. */
    long acts(CommandKind kind) {
        return switch (kind) {
            case FENCE -> closet.orders;
            case PROMOTE -> closet.xapi.count("beta", PROMOTE_CALL);
            case RECOVER_SLAVES -> closet.xapi.count("beta", "Async.pool.recover_slaves");
            case REPOINT -> closet.xapi.count("gamma", RESET_CALL);
            case DECLARE_DEAD -> closet.xapi.count("beta", "Async.host.declare_dead");
            case START_VMS -> closet.xapi.count("beta", "Async.VM.start");
            case DESIGNATE -> closet.xapi.count("beta", "Async.pool.designate_new_master");
            case UNSPECIFIED -> 0;
        };
    }

    RecoveryCommand of(CommandKind kind) {
        return of(kind, c -> c);
    }

    RecoveryCommand of(CommandKind kind, UnaryOperator<RecoveryCommand.Builder> change) {
        return closet.valid(
                switch (kind) {
                    case FENCE -> about(kind, "alpha", 1, Answer.SILENT).setOldMaster("10.0.0.1");
                    case PROMOTE -> about(kind, "beta", 2, Answer.SLAVE)
                            .setOldMaster("10.0.0.1")
                            .setProof(Proof.POWER_OFF);
                    case RECOVER_SLAVES -> about(kind, "beta", 2, Answer.MASTER).setExpected(List.of("10.0.0.3"));
                    case REPOINT -> about(kind, "gamma", 3, Answer.SLAVE).setMaster("10.0.0.2");
                    case DECLARE_DEAD -> about(kind, "alpha", 1, Answer.MASTER)
                            .setMaster("10.0.0.2")
                            .setOldMaster("10.0.0.1")
                            .setProof(Proof.POWER_OFF);
                    case START_VMS -> about(kind, "alpha", 1, Answer.MASTER)
                            .setMaster("10.0.0.2")
                            .setOldMaster("10.0.0.1")
                            .setProof(Proof.POWER_OFF)
                            .setVms(List.of("uuid-web"));
                    case DESIGNATE -> about(kind, "alpha", 1, Answer.SLAVE)
                            .setMaster("10.0.0.2")
                            .setApproval("a-1");
                    case UNSPECIFIED -> throw new IllegalArgumentException("no such command");
                },
                change);
    }

    private static RecoveryCommand.Builder about(CommandKind kind, String host, int number, Answer expected) {
        return RecoveryCommand.newBuilder()
                .setId("closet/7/" + kind + "/10.0.0." + number)
                .setPool("closet")
                .setKind(kind)
                .setHost("10.0.0." + number)
                .setHostName(host)
                .setHostUuid("uuid-" + host)
                .setEpoch(7)
                .setProof(Proof.NONE)
                .setExpectedRole(expected)
                .setExpected(List.of())
                .setCause("tick")
                .setReason("a test");
    }
}
