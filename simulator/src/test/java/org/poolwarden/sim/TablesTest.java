package org.poolwarden.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TablesTest {

    private final Console console = new Console("alpha", "beta");
    private final String session = console.session("alpha");

    @Test
    void aRecordHasEveryFieldOfRelease82AndNoOther() {
        Map<?, ?> host = record("host", console.host("alpha").ref());

        assertThat(host).hasSize(61);
        assertThat(host.keySet().toString()).contains("uuid", "ha_network_peers", "control_domain", "bios_strings");
        assertThat(host.get("address")).isEqualTo("10.0.0.1");
        assertThat(host.get("API_version_major")).isEqualTo(2L);
        assertThat(host.get("suspend_image_sr")).isEqualTo("OpaqueRef:NULL");
        assertThatThrownBy(() -> DataModel.record("host", Map.of("adress", ""))).hasMessage("host has no field adress");
    }

    @Test
    void objectsNameEachOther() {
        Map<?, ?> vm = record("VM", (String) list("VM.get_all").get(2));
        Map<?, ?> vbd = record("VBD", (String) ((List<?>) vm.get("VBDs")).get(0));
        Map<?, ?> vdi = record("VDI", (String) vbd.get("VDI"));
        Map<?, ?> sr = record("SR", (String) vdi.get("SR"));

        assertThat(vm.get("parent")).as("leads nowhere in release 8.2").isEqualTo("Ref:1");
        assertThat((List<?>) sr.get("PBDs")).hasSize(2);
        assertThat((List<?>) record("host", (String) vm.get("resident_on")).get("resident_VMs"))
                .hasSize(3);
    }

    @Test
    void everyFieldHasItsGetterAndEveryObjectItsUuid() {
        String ref = console.host("beta").ref();

        assertThat(ask("host.get_address", ref)).isEqualTo("10.0.0.2");
        assertThat(ask("host.get_by_uuid", console.host("beta").uuid())).isEqualTo("session");
        assertThat(ask("host.get_by_name_label", "beta")).isEqualTo("[session");
        assertThat(ask("host.get_by_name_label", "nobody")).isEqualTo("[]");
        assertThat(ask("pool.get_by_name_label", "")).startsWith("[MESSAGE_METHOD_UNKNOWN");
        assertThat(ask("host_get_name_label", ref)).isEqualTo("beta");
        assertThat(ask("host.get_by_uuid", "nobody")).isEqualTo("[UUID_INVALID, host, nobody]");
        assertThat(ask("host.get_address", "nobody")).isEqualTo("[HANDLE_INVALID, host, nobody]");
    }

    @Test
    void methodsAreListedWithoutASessionAndWithoutTheEnvelope() {
        SimAnswer answer = console.ask("alpha", "system.listMethods").orElseThrow();

        assertThat(answer).isInstanceOf(SimAnswer.Bare.class);
        List<?> listed = (List<?>) ((SimAnswer.Bare) answer).value();
        assertThat(listed).hasSizeGreaterThan(400);
        assertThat(listed.containsAll(List.of("event.from", "VM.get_all_records", "pool.is_slave")))
                .isTrue();
    }

    @Test
    void everyMethodOfTheMinimumIsListed() {
        SimAnswer answer = console.ask("alpha", "system.listMethods").orElseThrow();
        List<?> listed = (List<?>) ((SimAnswer.Bare) answer).value();
        String minimum =
                """
                session login_with_password slave_local_login_with_password logout local_logout get_this_host
                pool get_all get_all_records get_record get_master get_uuid get_other_config add_to_other_config
                pool emergency_transition_to_master emergency_reset_master recover_slaves designate_new_master
                pool sync_database is_slave enable_ha disable_ha
                host get_all get_all_records get_record get_by_uuid get_address get_uuid get_enabled get_metrics
                host get_other_config get_software_version get_servertime get_resident_VMs is_in_emergency_mode
                host emergency_ha_disable declare_dead destroy disable enable shutdown_agent restart_agent power_on
                host_metrics get_all_records get_record get_live
                VM get_all_records get_record get_power_state get_resident_on power_state_reset start start_on
                VM hard_shutdown
                SR get_all_records get_record
                PBD get_all_records get_record plug unplug
                VBD get_all_records get_record
                VDI get_all_records get_record
                network get_all_records get_record
                PIF get_all_records get_record
                message get_all_records create destroy
                task create get_record get_all_records get_status destroy
                event from inject register next unregister get_current_id
                system listMethods
                """;

        assertThat(minimum.lines()
                        .map(line -> line.split(" "))
                        .flatMap(words -> Arrays.stream(words).skip(1).map(name -> words[0] + "." + name)))
                .allMatch(listed::contains);
    }

    private Map<?, ?> record(String type, String ref) {
        return (Map<?, ?>) ((SimAnswer.Success)
                        console.ask("alpha", type + ".get_record", session, ref).orElseThrow())
                .value();
    }

    private List<?> list(String method) {
        return (List<?>)
                ((SimAnswer.Success) console.ask("alpha", method, session).orElseThrow()).value();
    }

    private String ask(String method, Object... args) {
        Object[] params = new Object[args.length + 1];
        params[0] = session;
        System.arraycopy(args, 0, params, 1, args.length);
        return Console.brief(console.ask("alpha", method, params));
    }
}
