package org.poolwarden.sim;

import java.util.Map;
import java.util.Set;

/** What is answered in emergency mode, before any session is looked at ({@code datamodel.ml}); every other call is refused. */
final class EmergencyCalls {

    private static final Set<String> ALWAYS = Set.of(
            "pool.emergency_reset_master",
            "pool.emergency_transition_to_master",
            "pool.is_slave",
            "session.slave_local_login",
            "session.slave_local_login_with_password",
            "session.local_logout",
            "host.propose_new_master",
            "host.commit_new_master",
            "host.abort_new_master",
            "host.local_assert_healthy",
            "host.signal_networking_change",
            "host.local_management_reconfigure",
            "host.ha_xapi_healthcheck",
            "host.emergency_ha_disable",
            "host.management_disable",
            "host.get_system_status_capabilities",
            "host.is_in_emergency_mode",
            "host.shutdown_agent",
            "host.emergency_reset_server_certificate");

    private static final Map<String, Release> SINCE = Map.of(
            "host.emergency_disable_tls_verification", Release.V23_31,
            "host.emergency_reenable_tls_verification", Release.V23_31,
            "host.emergency_clear_mandatory_guidance", Release.V24_11);

    private EmergencyCalls() {}

    /**
     * @param method dotted, without {@code Async.}: nothing that is asynchronous is answered
     */
    static boolean areAnswered(String method, Release release) {
        return ALWAYS.contains(method) || SINCE.containsKey(method) && release.compareTo(SINCE.get(method)) >= 0;
    }
}
