package org.poolwarden.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What a running xapi answers to a call in each of its states: the matrix of states and requests. */
final class XapiMethods {

    static final String POOL_SECRET = "the pool's secret";

    /** A master thinks for so long about a wrong password ({@code xapi_session.ml}). */
    private static final Duration WRONG_PASSWORD_PAUSE = Duration.ofSeconds(5);

    private final SimWorld world;
    private final SimHost host;
    private final Toolstack toolstack;
    private final Sessions sessions;
    private final OwnCalls own;
    private final MasterMethods master;

    XapiMethods(SimWorld world, SimPool pool, SimHost host, Toolstack toolstack) {
        this.world = world;
        this.host = host;
        this.toolstack = toolstack;
        this.sessions = new Sessions(host.place());
        this.own = new OwnCalls(toolstack, sessions);
        this.master = new MasterMethods(world, pool, host, toolstack, sessions);
    }

    /**
     * @param called dotted, or with an underscore after the class: {@code pool_get_all} is {@code pool.get_all}
     */
    CompletionStage<SimAnswer> answer(String called, List<Object> params) {
        String method = dotted(called);
        Optional<List<String>> emergency = toolstack.emergency();
        if (emergency.isPresent()
                && !EmergencyCalls.areAnswered(method, host.pool().spec().release())) {
            return now(new SimAnswer.Failure(emergency.get()));
        }
        return switch (method) {
            case "system.listMethods" -> now(new SimAnswer.Bare(listed()));
            case "session.login_with_password" -> login(params);
            case "session.slave_local_login_with_password" -> localLogin(params);
            case "session.slave_local_login" -> now(secretLogin(params));
            default -> withSession(method, params);
        };
    }

    /** A {@link MetricsTable}; or a failure whose code is a status of HTTP: 401, or 500 for a function without archives. */
    CompletionStage<SimAnswer> metrics(MetricsQuery query, Access access) {
        return new MetricsAccess(toolstack, sessions).check(access).thenApply(let -> {
            if (!(let instanceof SimAnswer.Success)) {
                return let;
            }
            return HostMetrics.has(query)
                    ? SimAnswer.success(host.metrics().export(query))
                    : SimAnswer.failure("500", "No_RRA_Available");
        });
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
        if (params.size() != 2) {
            return now(wrongCount("session.slave_local_login_with_password", 2, params.size()));
        }
        return now(isRight(params) ? SimAnswer.success(sessions.openLocal()) : wrongPassword(params));
    }

    private SimAnswer secretLogin(List<Object> params) {
        if (params.size() != 1) {
            return wrongCount("session.slave_local_login", 1, params.size());
        }
        return POOL_SECRET.equals(params.get(0))
                ? SimAnswer.success(sessions.openLocal())
                : SimAnswer.failure("SESSION_AUTHENTICATION_FAILED", "localhost", "Pool credentials invalid");
    }

    /** A wrong number of parameters is found before the session is looked at, an unknown name only after. */
    private CompletionStage<SimAnswer> withSession(String method, List<Object> params) {
        String plain = MasterMethods.withoutAsync(method);
        Optional<SimAnswer> misfit =
                own.table().misfit(plain, params.size() - 1).or(() -> master.misfit(plain, params.size() - 1));
        if (misfit.isPresent()) {
            return now(misfit.get());
        }
        if (params.isEmpty()) {
            return now(unknown(plain));
        }
        String session = String.valueOf(params.get(0));
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
        String plain = MasterMethods.withoutAsync(method);
        if (own.table().has(plain)) {
            return method.equals(plain)
                    ? own.table().answer(method, session, params.subList(1, params.size()))
                    : now(MasterMethods.noAsync(plain));
        }
        if (!master.has(plain)) {
            return now(unknown(plain));
        }
        return toolstack.role().isMaster()
                ? master.answer(method, session, params)
                : viaMaster(method, session, params);
    }

    /**
     * With a local session a slave answers from its master's database. It hands nothing on: told to recover the slaves,
     * it points them all to itself, who is no master.
     */
    private CompletionStage<SimAnswer> viaMaster(String method, String session, List<Object> params) {
        boolean isDoneHere = MasterMethods.withoutAsync(method).equals("pool.recover_slaves");
        return toolstack
                .link()
                .call(() -> SimAnswer.success(""))
                .thenCompose(ready -> isDoneHere
                        ? master.answer(method, session, params)
                        : toolstack
                                .link()
                                .master()
                                .map(host -> host.toolstack().methods().master.answer(method, session, params))
                                .orElseGet(CompletableFuture::new));
    }

    private List<Object> listed() {
        List<Object> methods = new ArrayList<>(List.of(
                "session.login_with_password",
                "session.slave_local_login_with_password",
                "session.slave_local_login",
                "system.listMethods"));
        methods.addAll(own.table().names());
        methods.addAll(master.names());
        return methods;
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
        master.collect(world.clock().now());
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

    private static SimAnswer unknown(String method) {
        return SimAnswer.failure("MESSAGE_METHOD_UNKNOWN", method);
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
