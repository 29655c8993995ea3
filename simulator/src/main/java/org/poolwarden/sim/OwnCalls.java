package org.poolwarden.sim;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** What every xapi answers by itself, whatever its role: with a local session this works while the master is away. */
final class OwnCalls {

    private final Toolstack toolstack;
    private final Sessions sessions;
    private final MethodTable table = new MethodTable();

    OwnCalls(Toolstack toolstack, Sessions sessions) {
        this.toolstack = toolstack;
        this.sessions = sessions;
        RoleChanges changes = toolstack.changes();
        table.addSync("session.local_logout", 0, (session, args) -> localLogout(session))
                .addSync("host.is_in_emergency_mode", 0, args -> SimAnswer.success(isInEmergency()))
                .addSync("host.emergency_ha_disable", 0, 1, args -> changes.emergencyHaDisable(isSoft(args)))
                .addSync("host.shutdown_agent", 0, args -> changes.shutdownAgent())
                .addSync("host.local_assert_healthy", 0, args -> SimAnswer.success(""))
                .addSync("host.local_management_reconfigure", 1, args -> reconfigure())
                .addSync(
                        "pool.is_slave",
                        1,
                        (session, args) -> toolstack.role().isMaster()
                                ? XapiMethods.now(SimAnswer.success(false))
                                // It kicks a slave's connection to its master, and hangs where there is none.
                                : toolstack.link().kick(() -> SimAnswer.success(true)))
                .addSync("pool.emergency_transition_to_master", 0, args -> changes.emergencyTransitionToMaster())
                .addSync(
                        "pool.emergency_reset_master",
                        1,
                        args -> changes.emergencyResetMaster(String.valueOf(args.get(0))));
    }

    MethodTable table() {
        return table;
    }

    private CompletionStage<SimAnswer> localLogout(String session) {
        sessions.closeLocal(session);
        return XapiMethods.now(SimAnswer.success(""));
    }

    private boolean isInEmergency() {
        return toolstack.emergency().isPresent();
    }

    private static boolean isSoft(List<Object> args) {
        return !args.isEmpty() && Boolean.parseBoolean(String.valueOf(args.get(0)));
    }

    /** The interface is the one it was: there is only one. */
    private SimAnswer reconfigure() {
        return isInEmergency() ? SimAnswer.success("") : SimAnswer.failure("NOT_IN_EMERGENCY_MODE");
    }
}
