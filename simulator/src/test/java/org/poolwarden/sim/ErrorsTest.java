package org.poolwarden.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Errors with their whole ErrorDescription: facts/xapi.md 1.2, 2.3 and 4.1. */
class ErrorsTest {

    private static final Pattern REFERENCE = Pattern.compile("\\b(host|vm|vdi|pbd|dom0|sr):([a-z0-9-]+)");

    private final Console console = new Console("alpha", "beta", "gamma");

    /** A word such as {@code host:beta} stands for that one's reference. */
    @ParameterizedTest(name = "{1} {2} where {0}: {3}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
            all is well         | host.get_address             | nobody                 | HANDLE_INVALID, host, nobody
            all is well         | VM.get_record                | nobody                 | HANDLE_INVALID, VM, nobody
            all is well         | host.get_servertime          | nobody                 | HANDLE_INVALID, host, nobody
            all is well         | VM.start                     | nobody no no           | HANDLE_INVALID, VM, nobody
            all is well         | PBD.plug                     | nobody                 | HANDLE_INVALID, PBD, nobody
            all is well         | task.destroy                 | nobody                 | HANDLE_INVALID, task, nobody
            all is well         | message.destroy              | nobody                 | HANDLE_INVALID, message, nobody
            all is well         | event.inject                 | host nobody            | HANDLE_INVALID, host, nobody
            all is well         | event.inject                 | VM host:beta           | HANDLE_INVALID, VM, host:beta
            all is well         | host.get_by_uuid             | nobody                 | UUID_INVALID, host, nobody
            all is well         | VM.start                     | vm:beta-vm1 no no      | VM_BAD_POWER_STATE, vm:beta-vm1, halted, running
            beta-vm1 is halted  | VM.hard_shutdown             | vm:beta-vm1            | VM_BAD_POWER_STATE, vm:beta-vm1, running, halted
            beta-vm1 is halted  | VM.start_on                  | vm:beta-vm1 nobody no no     | HANDLE_INVALID, host, nobody
            beta is disabled    | VM.start_on                  | vm:beta-vm1 host:beta no no  | HOST_DISABLED, host:beta
            all are disabled    | VM.start                     | vm:beta-vm1 no no            | NO_HOSTS_AVAILABLE
            gamma is held for dead | VM.start_on               | vm:beta-vm1 host:gamma no no | HOST_NOT_LIVE
            beta has no storage | VM.start_on                  | vm:beta-vm1 host:beta no no  | VM_REQUIRES_SR, vm:beta-vm1, sr:closet
            all is well         | VM.power_state_reset         | dom0:alpha             | CANNOT_RESET_CONTROL_DOMAIN, dom0:alpha
            all is well         | VM.power_state_reset         | vm:alpha-vm1           | DOMAIN_EXISTS, vm:alpha-vm1
            all is well         | VM.power_state_reset         | vm:beta-vm1            | HOST_IS_LIVE, host:beta
            all is well         | host.declare_dead            | host:beta              | HOST_IS_LIVE, host:beta
            all is well         | host.declare_dead            | host:alpha             | HOST_IS_LIVE, host:alpha
            all is well         | host.destroy                 | host:beta              | HOST_IS_LIVE, host:beta
            gamma is held for dead | host.destroy              | host:gamma             | HOST_HAS_RESIDENT_VMS, host:gamma
            HA is armed         | host.destroy                 | host:gamma             | HA_IS_ENABLED
            gamma is held for dead | host.get_servertime       | host:gamma             | HOST_OFFLINE, host:gamma
            gamma is held for dead | host.restart_agent        | host:gamma             | HOST_OFFLINE, host:gamma
            gamma is held for dead | VM.hard_shutdown          | vm:gamma-vm1           | HOST_OFFLINE, host:gamma
            all is well         | host.power_on                | host:beta              | HOST_POWER_ON_NOT_CONFIGURED, host:beta
            all is well         | PBD.unplug                   | pbd:beta               | VDI_IN_USE, vdi:beta-vm1, vdi:beta-vm2
            all is well         | pool.eject                   | host:gamma             | OPERATION_NOT_ALLOWED, VMs resident on host
            all is well         | pool.eject                   | host:alpha             | OPERATION_NOT_ALLOWED, Cannot eject pool master
            HA is armed         | pool.eject                   | host:gamma             | HA_IS_ENABLED
            HA is armed         | pool.designate_new_master    | host:beta              | HA_IS_ENABLED
            gamma is dead       | pool.designate_new_master    | host:beta              | HOST_OFFLINE, host:gamma
            gamma is dead       | pool.sync_database           |                        | HOST_OFFLINE, host:gamma
            HA is armed         | pool.enable_ha               | srs configuration      | HA_IS_ENABLED
            all is well         | pool.disable_ha              |                        | HA_NOT_ENABLED
            all is well         | event.from                   | * 7 1.0                | EVENT_FROM_TOKEN_PARSE_FAILURE, 7
            all is well         | host.get_soul                |                        | MESSAGE_METHOD_UNKNOWN, host.get_soul
            all is well         | Async.host.get_soul          |                        | MESSAGE_METHOD_UNKNOWN, host.get_soul
            all is well         | host.get_address             |                        | MESSAGE_PARAMETER_COUNT_MISMATCH, host.get_address, 1, 0
            all is well         | pool.is_slave                |                        | MESSAGE_PARAMETER_COUNT_MISMATCH, pool.is_slave, 1, 0
            all is well         | VM.start_on                  | vm:beta-vm1 host:beta  | MESSAGE_PARAMETER_COUNT_MISMATCH, VM.start_on, 4, 2
            all is well         | Async.event.from             | * 7 1.0                | Fault, No async mode for this operation (rpc: event.from)
            all is well         | Async.host.get_all_records   |                        | Fault, No async mode for this operation (rpc: host.get_all_records)
            all is well         | Async.pool.emergency_transition_to_master |           | Fault, No async mode for this operation (rpc: pool.emergency_transition_to_master)
            all is well         | Async.host.is_in_emergency_mode |                     | Fault, No async mode for this operation (rpc: host.is_in_emergency_mode)
            all is well         | host.local_management_reconfigure | eth0              | NOT_IN_EMERGENCY_MODE
            all is well         | host.emergency_ha_disable    |                        | HA_NOT_ENABLED
            HA is armed         | pool.emergency_transition_to_master |                 | HA_IS_ENABLED
            HA is armed         | pool.emergency_reset_master  | 10.0.0.2               | HA_IS_ENABLED
            """)
    void anErrorNamesWhatItIsAbout(String where, String method, String params, String error) {
        bring(where);
        List<Object> args = params == null
                ? List.of()
                : Arrays.stream(params.split("\\s+")).map(this::meant).toList();

        assertThat(console.master("alpha", method, args.toArray())).isEqualTo("[" + meant(error) + "]");
    }

    private Object meant(String text) {
        if (text.equals("*")) {
            return List.of("*");
        }
        return REFERENCE.matcher(text).replaceAll(found -> reference(found.group(1), found.group(2)));
    }

    private String reference(String kind, String name) {
        return switch (kind) {
            case "host" -> console.host(name).ref();
            case "pbd", "dom0" -> Ids.ref(kind, "closet/" + name);
            case "sr" -> Ids.ref("sr", name);
            default -> Ids.ref(kind, "closet", name);
        };
    }

    private void bring(String where) {
        String vm = Ids.ref("vm", "closet", "beta-vm1");
        switch (where) {
            case "HA is armed" -> console.pool.setHaArmed(true);
            case "gamma is dead" -> console.host("gamma").crash();
            case "gamma is held for dead" -> {
                console.master("alpha", "VM.hard_shutdown", vm);
                console.host("gamma").crash();
                console.after(Duration.ofSeconds(660));
            }
            case "beta-vm1 is halted" -> console.master("alpha", "VM.hard_shutdown", vm);
            case "beta is disabled" -> {
                console.master("alpha", "VM.hard_shutdown", vm);
                console.master("alpha", "host.disable", console.host("beta").ref());
            }
            case "all are disabled" -> {
                console.master("alpha", "VM.hard_shutdown", vm);
                console.pool.hosts().forEach(host -> console.master("alpha", "host.disable", host.ref()));
            }
            case "beta has no storage" -> {
                console.master("alpha", "VM.hard_shutdown", vm);
                console.master("alpha", "VM.hard_shutdown", Ids.ref("vm", "closet", "beta-vm2"));
                console.master("alpha", "PBD.unplug", Ids.ref("pbd", "closet/beta"));
            }
            default -> assertThat(where).isEqualTo("all is well");
        }
    }

    /** Ten tries, ten seconds apart. */
    @Test
    void aLiveHostThatIsNotReachedIsGivenUpAfterAHundredSeconds() {
        console.host("gamma").crash();
        Object[] question = {console.session("alpha"), console.host("gamma").ref()};

        assertThat(Console.brief(console.ask(Duration.ofSeconds(99), "alpha", "host.get_servertime", question)))
                .isEqualTo("silence");
        assertThat(Console.brief(console.ask(Duration.ofSeconds(101), "alpha", "host.get_servertime", question)))
                .isEqualTo("[CANNOT_CONTACT_HOST, " + console.host("gamma").ref() + "]");
    }

    /** The number of parameters is looked at before the session, and that before the name. */
    @Test
    void parametersAreCountedBeforeTheSessionIsLookedAt() {
        assertThat(said("alpha", "host.get_address", "nobody"))
                .isEqualTo("[MESSAGE_PARAMETER_COUNT_MISMATCH, host.get_address, 1, 0]");
        assertThat(said("alpha", "host.get_address"))
                .isEqualTo("[MESSAGE_PARAMETER_COUNT_MISMATCH, host.get_address, 1, -1]");
        assertThat(said("alpha", "host.get_soul", "nobody")).isEqualTo("[SESSION_INVALID, nobody]");
        assertThat(said("alpha", "host.get_soul")).isEqualTo("[MESSAGE_METHOD_UNKNOWN, host.get_soul]");
        assertThat(said("beta", "host.get_all", "nobody")).isEqualTo("[SESSION_INVALID, nobody]");
    }

    @Test
    void aLoginTakesMoreParametersThanItLooksAt() {
        for (List<Object> more : List.<List<Object>>of(List.of(), List.of("1.0"), List.of("1.0", "me", "more"))) {
            List<Object> params = new ArrayList<>(List.of(SimWorld.USER, SimWorld.PASSWORD));
            params.addAll(more);
            assertThat(said("alpha", "session.login_with_password", params.toArray()))
                    .isEqualTo("session");
        }
        assertThat(said("alpha", "session.login_with_password", "root"))
                .isEqualTo("[MESSAGE_PARAMETER_COUNT_MISMATCH, session.login_with_password, 2, 1]");
        assertThat(said("beta", "session.slave_local_login_with_password", "root", "simulated", "1.0"))
                .isEqualTo("[MESSAGE_PARAMETER_COUNT_MISMATCH, session.slave_local_login_with_password, 2, 3]");
    }

    @Test
    void wrongCredentialsNameWhoTried() {
        assertThat(said("beta", "session.slave_local_login_with_password", "eve", "guess"))
                .isEqualTo("[SESSION_AUTHENTICATION_FAILED, eve, Authentication failure]");
        assertThat(said("beta", "session.slave_local_login", "guess"))
                .isEqualTo("[SESSION_AUTHENTICATION_FAILED, localhost, Pool credentials invalid]");
    }

    /** A slave hands nothing on, and checks nothing: why only emergency calls belong on a local session. */
    @Test
    void aSlaveThatIsToldToRecoverTheSlavesPointsThePoolToItself() {
        console.ask("beta", "pool.recover_slaves", console.localSession("beta"));
        console.after(Duration.ofMinutes(2));

        assertThat(console.told).contains("alpha: told to follow 10.0.0.2", "gamma: told to follow 10.0.0.2");
        assertThat(console.pool.masters()).isEmpty();
    }

    @Test
    void aNewKeyOfAMapIsTakenOnce() {
        String host = console.host("beta").ref();
        console.master("alpha", "host.add_to_other_config", host, "rack", "7");

        assertThat(console.master("alpha", "host.add_to_other_config", host, "rack", "8"))
                .isEqualTo("[MAP_DUPLICATE_KEY, host, other_config, " + host + ", rack]");
        Map<?, ?> config = (Map<?, ?>) console.field("alpha", "host", host, "other_config");
        assertThat(config.get("rack")).isEqualTo("7");
    }

    private String said(String host, String method, Object... params) {
        return Console.brief(console.ask(host, method, params));
    }
}
