package org.poolwarden.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Asynchronous calls, and what a master throws away every thirty seconds: facts/xapi.md 1.2 and 1.3. */
class TasksTest {

    private final Console console = new Console("alpha", "beta");
    private final String session = console.session("alpha");

    @Test
    void anAsynchronousCallAnswersWithATaskThatEndsWhenItDoes() {
        console.host("beta").hang();
        String task = begin("host.restart_agent", console.host("beta").ref());
        assertThat(record(task).get("status")).isEqualTo("pending");
        assertThat(record(task).get("finished")).isEqualTo(Instant.EPOCH);

        String other = begin("host.disable", console.host("beta").ref());
        assertThat(record(other).get("status")).isEqualTo("success");
        assertThat(record(other).get("name_label")).isEqualTo("Async.host.disable");
        assertThat(record(other).get("progress")).isEqualTo(1.0);
    }

    @Test
    void aTaskThatFailsHasTheErrorOfItsCall() {
        String task = begin("pool.disable_ha");

        assertThat(record(task).get("status")).isEqualTo("failure");
        assertThat(record(task).get("error_info")).isEqualTo(List.of("HA_NOT_ENABLED"));
    }

    @Test
    void aTaskThatHasEndedIsGoneAfter65Minutes() {
        String task = begin("host.enable", console.host("beta").ref());
        console.after(Duration.ofMinutes(64));
        assertThat(tasks()).containsKey(task);

        console.after(Duration.ofMinutes(2));
        assertThat(tasks()).doesNotContainKey(task);
    }

    @Test
    void ofMoreThan200TasksThoseThatEndedFirstGo() {
        String first = begin("host.enable", console.host("beta").ref());
        String pending = text(console.ask("alpha", "task.create", session, "mine", ""));
        for (int i = 0; i < 200; i++) {
            begin("host.enable", console.host("beta").ref());
        }
        console.after(Duration.ofSeconds(31));

        assertThat(tasks()).hasSize(200).containsKey(pending).doesNotContainKey(first);
    }

    @Test
    void tasksDoNotSurviveARestartOfTheMaster() {
        String task = text(console.ask("alpha", "task.create", session, "mine", ""));
        console.host("alpha").restartToolstack();
        console.after(Duration.ofMinutes(1));

        assertThat(console.master("alpha", "task.get_status", task)).isEqualTo("[HANDLE_INVALID, task, " + task + "]");
    }

    @Test
    void ofTooManyMessagesTheOldestGo() {
        MessageCalls messages =
                new MessageCalls(console.world, console.host("alpha").toolstack());
        String first = messages.create("ALARM", 1, "Pool", console.pool.uuid(), "first");
        for (int i = 0; i < 10_000; i++) {
            messages.create("ALARM", 1, "Pool", console.pool.uuid(), "more");
        }
        console.after(Duration.ofSeconds(31));

        assertThat(messages.records()).hasSize(10_000).doesNotContainKey(first);
    }

    @Test
    void aVmThatStartsAndOneThatStopsAreToldOf() {
        String vm = Ids.ref("vm", "closet", "beta-vm1");
        console.master("alpha", "VM.hard_shutdown", vm);
        console.master("alpha", "VM.start_on", vm, console.host("beta").ref(), false, false);
        Map<?, ?> messages = (Map<?, ?>) Console.value(console.ask("alpha", "message.get_all_records", session));

        assertThat(messages.values().stream().map(message -> {
                    Map<?, ?> record = (Map<?, ?>) message;
                    return record.get("name") + " " + record.get("priority") + " " + record.get("cls") + ": "
                            + record.get("body");
                }))
                .containsExactlyInAnyOrder(
                        "VM_SHUTDOWN 5 VM: VM 'beta-vm1' (uuid: " + Ids.uuid("vm", "closet", "beta-vm1")
                                + ") shutdown forcibly",
                        "VM_STARTED 5 VM: VM 'beta-vm1' (uuid: " + Ids.uuid("vm", "closet", "beta-vm1")
                                + ") started on host: beta (uuid: "
                                + console.host("beta").uuid() + ")");
    }

    /** Neither for the host nor for its VMs. */
    @Test
    void ofADeadHostThereIsNoMessage() {
        console.host("beta").crash();
        console.after(Duration.ofMinutes(30));

        assertThat(Console.value(console.ask("alpha", "message.get_all_records", session)))
                .isEqualTo(Map.of());
    }

    private String begin(String method, Object... args) {
        Object[] params = new Object[args.length + 1];
        params[0] = session;
        System.arraycopy(args, 0, params, 1, args.length);
        return text(console.ask("alpha", "Async." + method, params));
    }

    private Map<?, ?> record(String task) {
        return (Map<?, ?>) Console.value(console.ask("alpha", "task.get_record", session, task));
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> tasks() {
        return (Map<String, Object>) Console.value(console.ask("alpha", "task.get_all_records", session));
    }

    private static String text(Optional<SimAnswer> answer) {
        return String.valueOf(Console.value(answer));
    }
}
