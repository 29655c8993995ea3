package org.poolwarden.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What only a master answers: records, events, tasks, and the calls that move others. */
final class MasterMethods {

    private static final String ASYNC = "Async.";

    private final SimWorld world;
    private final SimPool pool;
    private final SimHost host;
    private final Toolstack toolstack;
    private final Tasks tasks;
    private final EventCalls events;

    MasterMethods(SimWorld world, SimPool pool, SimHost host, Toolstack toolstack, Sessions sessions) {
        this.world = world;
        this.pool = pool;
        this.host = host;
        this.toolstack = toolstack;
        this.tasks = new Tasks(host);
        this.events = new EventCalls(world, pool, toolstack, sessions, this::table);
    }

    CompletionStage<SimAnswer> answer(String method, String session, List<Object> params) {
        List<Object> args = params.subList(1, params.size());
        if (method.startsWith(ASYNC)) {
            return async(method.substring(ASYNC.length()), session, params);
        }
        return switch (method) {
            case "session.get_this_host", "pool.get_master" -> value(host.ref());
            case "host.get_servertime" -> value(world.clock().now());
            case "pool.recover_slaves" -> recoverSlaves();
            case "pool.sync_database" -> value("");
            case "event.from" -> events.from(session, args);
            case "event.inject" -> events.inject(args);
            case "event.get_current_id" -> value(events.currentId());
            case "task.create" -> createTask(args);
            case "task.destroy" -> destroyTask(args);
            default -> XapiMethods.now(new Tables(this::table).answer(method, args));
        };
    }

    /** Every method that is answered here or before; without {@code Async.} forms. */
    static List<Object> listed() {
        List<Object> methods = new ArrayList<>(List.of(
                "session.login_with_password",
                "session.slave_local_login_with_password",
                "session.logout",
                "session.local_logout",
                "session.get_this_host",
                "pool.get_master",
                "pool.is_slave",
                "pool.emergency_transition_to_master",
                "pool.emergency_reset_master",
                "pool.recover_slaves",
                "pool.sync_database",
                "host.is_in_emergency_mode",
                "host.get_servertime",
                "event.from",
                "event.inject",
                "event.get_current_id",
                "task.create",
                "task.destroy",
                "system.listMethods"));
        methods.addAll(Tables.methods());
        return methods;
    }

    private Map<String, Map<String, Object>> table(String type) {
        return type.equals("task")
                ? tasks.records()
                : new Records(pool, host, world.clock().now()).of(type);
    }

    /** Whatever has an Async form is begun at once; its task ends when the call does. */
    private CompletionStage<SimAnswer> async(String method, String session, List<Object> params) {
        if (method.startsWith("event.") || method.startsWith("session.") || method.startsWith("task.")) {
            return XapiMethods.now(
                    SimAnswer.failure("Fault", "No async mode for this operation (rpc: " + method + ")"));
        }
        CompletionStage<SimAnswer> work = answer(method, session, params);
        if (work.toCompletableFuture().getNow(null) instanceof SimAnswer.Failure failure
                && failure.description().get(0).equals("MESSAGE_METHOD_UNKNOWN")) {
            return work;
        }
        return value(tasks.begin(method, world.clock().now(), work));
    }

    private CompletionStage<SimAnswer> createTask(List<Object> args) {
        return args.size() == 2
                ? value(tasks.begin(String.valueOf(args.get(0)), world.clock().now(), new CompletableFuture<>()))
                : XapiMethods.now(XapiMethods.wrongCount("task.create", 2, args.size()));
    }

    private CompletionStage<SimAnswer> destroyTask(List<Object> args) {
        String ref = args.isEmpty() ? "" : String.valueOf(args.get(0));
        return tasks.destroy(ref) ? value("") : XapiMethods.now(SimAnswer.failure("HANDLE_INVALID", "task", ref));
    }

    /** One host after the other, without a second try: who accepted is in the answer, who did not is not. */
    CompletionStage<SimAnswer> recoverSlaves() {
        CompletableFuture<SimAnswer> answer = new CompletableFuture<>();
        List<SimHost> others =
                pool.hosts().stream().filter(other -> other != host).toList();
        host.tell("tells the others to follow");
        recover(others, 0, new ArrayList<>(), answer);
        return answer;
    }

    private void recover(List<SimHost> others, int next, List<Object> accepted, CompletableFuture<SimAnswer> answer) {
        if (next == others.size()) {
            answer.complete(SimAnswer.success(accepted));
            return;
        }
        SimHost other = others.get(next);
        new HostCalls(world, host, toolstack)
                .local(other, "pool.emergency_reset_master", List.of(host.address()), said -> {
                    if (said instanceof SimAnswer.Success) {
                        accepted.add(other.ref());
                    }
                    recover(others, next + 1, accepted, answer);
                });
    }

    /** The process ends, and what it had in memory only. */
    void forget() {
        tasks.forget();
        events.forget();
    }

    private static CompletionStage<SimAnswer> value(Object value) {
        return XapiMethods.now(SimAnswer.success(value));
    }
}
