package org.poolwarden.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What a running xapi answers to a call in each of its states: the matrix of states and requests. */
final class XapiMethods {

    static final String POOL_SECRET = "the pool's secret";

    /** A master thinks for so long about a wrong password ({@code xapi_session.ml}). */
    private static final Duration WRONG_PASSWORD_PAUSE = Duration.ofSeconds(5);

    /** What is answered in emergency mode, before any session is looked at ({@code datamodel.ml}). */
    private static final Set<String> EMERGENCY_CALLS = Set.of(
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
            "host.shutdown_agent");

    private final SimWorld world;
    private final SimHost host;
    private final Toolstack toolstack;
    private final Sessions sessions;
    private final MasterMethods master;

    XapiMethods(SimWorld world, SimPool pool, SimHost host, Toolstack toolstack) {
        this.world = world;
        this.host = host;
        this.toolstack = toolstack;
        this.sessions = new Sessions(host.place());
        this.master = new MasterMethods(world, pool, host, toolstack, sessions);
    }

    /**
     * @param called dotted, or with an underscore after the class: {@code pool_get_all} is {@code pool.get_all}
     */
    CompletionStage<SimAnswer> answer(String called, List<Object> params) {
        String method = dotted(called);
        Optional<List<String>> emergency = toolstack.emergency();
        if (emergency.isPresent() && !EMERGENCY_CALLS.contains(method)) {
            return now(new SimAnswer.Failure(emergency.get()));
        }
        return switch (method) {
            case "system.listMethods" -> now(new SimAnswer.Bare(master.listed()));
            case "session.login_with_password" -> login(params);
            case "session.slave_local_login_with_password" -> localLogin(params);
            case "session.slave_local_login" -> now(
                    params.equals(List.of(POOL_SECRET))
                            ? SimAnswer.success(sessions.openLocal())
                            : SimAnswer.failure("SESSION_AUTHENTICATION_FAILED"));
            default -> withSession(method, params);
        };
    }

    /** A {@link MetricsTable}, or 401. */
    CompletionStage<SimAnswer> metrics(MetricsQuery query, Access access) {
        return new MetricsAccess(toolstack, sessions)
                .check(access)
                .thenApply(let -> let instanceof SimAnswer.Success
                        ? SimAnswer.success(host.metrics().export(query))
                        : let);
    }

    private CompletionStage<SimAnswer> login(List<Object> params) {
        if (params.size() < 2) {
            return now(wrongCount("session.login_with_password", 2, params.size()));
        }
        if (!toolstack.role().isMaster()) {
            return now(SimAnswer.failure("HOST_IS_SLAVE", toolstack.role().address()));
        }
        return isRight(params)
                ? now(SimAnswer.success(
                        sessions.open(originator(params), world.clock().now())))
                : later(wrongPassword(params));
    }

    /** The fourth parameter; the third, a version, is not looked at. */
    private static String originator(List<Object> params) {
        return params.size() > 3 ? String.valueOf(params.get(3)) : "";
    }

    private CompletionStage<SimAnswer> localLogin(List<Object> params) {
        if (params.size() < 2) {
            return now(wrongCount("session.slave_local_login_with_password", 2, params.size()));
        }
        return now(isRight(params) ? SimAnswer.success(sessions.openLocal()) : wrongPassword(params));
    }

    private CompletionStage<SimAnswer> withSession(String method, List<Object> params) {
        String session = params.isEmpty() ? "" : String.valueOf(params.get(0));
        if (sessions.isLocal(session) || sessions.isOpen(session)) {
            sessions.used(session, world.clock().now());
            return known(method, session, params);
        }
        if (toolstack.role().isMaster()) {
            return now(SimAnswer.failure("SESSION_INVALID", session));
        }
        return toolstack.link().call(() -> unknownHere(session));
    }

    /** A slave looks an unknown session up in its master's database: it hangs where there is none. */
    private SimAnswer unknownHere(String session) {
        boolean known = toolstack
                .link()
                .master()
                .filter(master -> master.toolstack().methods().sessions.isOpen(session))
                .isPresent();
        return known
                ? SimAnswer.failure("HOST_IS_SLAVE", toolstack.role().address())
                : SimAnswer.failure("SESSION_INVALID", session);
    }

    private CompletionStage<SimAnswer> known(String method, String session, List<Object> params) {
        return switch (method) {
            case "session.logout", "session.local_logout" -> {
                sessions.close(session);
                yield now(SimAnswer.success(""));
            }
            case "host.is_in_emergency_mode" -> now(
                    SimAnswer.success(toolstack.emergency().isPresent()));
            case "host.emergency_ha_disable" -> now(toolstack
                    .changes()
                    .emergencyHaDisable(params.size() > 1 && Boolean.parseBoolean(String.valueOf(params.get(1)))));
            case "host.shutdown_agent" -> now(toolstack.changes().shutdownAgent());
            case "host.local_assert_healthy" -> now(SimAnswer.success(""));
            case "pool.is_slave" -> isSlave();
            case "pool.emergency_transition_to_master" -> now(
                    toolstack.changes().emergencyTransitionToMaster());
            case "pool.emergency_reset_master" -> now(
                    params.size() == 2
                            ? toolstack.changes().emergencyResetMaster(String.valueOf(params.get(1)))
                            : wrongCount(method, 1, params.size() - 1));
            default -> toolstack.role().isMaster()
                    ? master.answer(method, session, params)
                    : viaMaster(method, session, params);
        };
    }

    /** Kicks a slave's connection to its master's database, and hangs where there is none. */
    private CompletionStage<SimAnswer> isSlave() {
        return toolstack.role().isMaster()
                ? now(SimAnswer.success(false))
                : toolstack.link().call(() -> SimAnswer.success(true));
    }

    /** With a local session a slave answers from its master's database. */
    private CompletionStage<SimAnswer> viaMaster(String method, String session, List<Object> params) {
        return toolstack.link().call(() -> SimAnswer.success("")).thenCompose(ready -> toolstack
                .link()
                .master()
                .map(host -> host.toolstack().methods().master.answer(method, session, params))
                .orElseGet(CompletableFuture::new));
    }

    /** A call at the host's own console, which needs no session; a refusal is all that is told of the answer. */
    void answerTheConsole(String method, List<Object> args) {
        List<Object> params = new ArrayList<>();
        params.add("");
        params.addAll(args);
        master.answer(method, "", params).thenAccept(said -> host.told(method, said));
    }

    /** What a master does every 30 seconds. */
    void collect() {
        sessions.collect(world.clock().now());
    }

    /** A slave's xapi has started as master. */
    void began() {
        master.began();
    }

    /** How far the database has come; empty while nobody has asked for events. */
    Optional<Long> generation() {
        return master.generation();
    }

    boolean isSession(String ref) {
        return sessions.isOpen(ref);
    }

    /** The process ends, and what it had in memory only. */
    void forget() {
        sessions.forget();
        master.forget();
    }

    private static String dotted(String called) {
        int underscore = called.indexOf('_');
        return called.contains(".") || underscore < 0
                ? called
                : called.substring(0, underscore) + "." + called.substring(underscore + 1);
    }

    private static boolean isRight(List<Object> params) {
        return SimWorld.USER.equals(params.get(0)) && SimWorld.PASSWORD.equals(params.get(1));
    }

    private static SimAnswer wrongPassword(List<Object> params) {
        return SimAnswer.failure(
                "SESSION_AUTHENTICATION_FAILED", String.valueOf(params.get(0)), "Authentication failure");
    }

    static SimAnswer wrongCount(String method, int expected, int received) {
        return SimAnswer.failure(
                "MESSAGE_PARAMETER_COUNT_MISMATCH", method, String.valueOf(expected), String.valueOf(received));
    }

    private CompletionStage<SimAnswer> later(SimAnswer answer) {
        CompletableFuture<SimAnswer> later = new CompletableFuture<>();
        toolstack.plan(WRONG_PASSWORD_PAUSE, () -> later.complete(answer));
        return later;
    }

    static CompletionStage<SimAnswer> now(SimAnswer answer) {
        return CompletableFuture.completedFuture(answer);
    }
}
