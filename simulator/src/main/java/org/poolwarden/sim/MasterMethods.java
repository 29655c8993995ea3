package org.poolwarden.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What only a master answers: records, events, tasks, and the calls that move others. */
final class MasterMethods {

    private static final String ASYNC = "Async.";

    private final SimWorld world;
    private final SimPool pool;
    private final SimHost host;
    private final Tasks tasks;
    private final EventCalls events;
    private final MessageCalls messages;
    private final MethodTable table = new MethodTable();
    private final Tables records;

    MasterMethods(SimWorld world, SimPool pool, SimHost host, Toolstack toolstack, Sessions sessions) {
        this.world = world;
        this.pool = pool;
        this.host = host;
        this.tasks = new Tasks(host);
        this.messages = new MessageCalls(world, toolstack);
        this.records = new Tables(this::table, ref -> toolstack.database().otherConfig(ref));
        this.events = new EventCalls(world, toolstack, sessions, this::table);
        Members members = new Members(pool, toolstack);
        GuestCalls guests = new GuestCalls(world, pool, host, toolstack, members);
        table.addSync("session.get_this_host", 1, (session, args) -> value(host.ref()));
        new PoolCalls(world, pool, host, toolstack, members).addTo(table);
        new HostMethods(world, pool, host, toolstack, members, guests).addTo(table);
        guests.addTo(table);
        messages.addTo(table);
        events.addTo(table);
        table.addSync("task.create", 2, (session, args) -> createTask(args))
                .addSync("task.destroy", 1, (session, args) -> destroyTask(String.valueOf(args.get(0))));
    }

    CompletionStage<SimAnswer> answer(String method, String session, List<Object> params) {
        List<Object> args = params.subList(1, params.size());
        return method.startsWith(ASYNC)
                ? async(method.substring(ASYNC.length()), session, args)
                : called(method, session, args);
    }

    private CompletionStage<SimAnswer> called(String method, String session, List<Object> args) {
        return table.answer(method, session, args).orElseGet(() -> XapiMethods.now(records.answer(method, args)));
    }

    /** Every method that is answered here or before; without {@code Async.} forms. */
    List<Object> listed() {
        List<Object> methods = new ArrayList<>(List.of(
                "session.login_with_password",
                "session.slave_local_login_with_password",
                "session.logout",
                "session.local_logout",
                "pool.is_slave",
                "pool.emergency_transition_to_master",
                "pool.emergency_reset_master",
                "host.is_in_emergency_mode",
                "host.emergency_ha_disable",
                "host.shutdown_agent",
                "system.listMethods"));
        methods.addAll(table.names());
        Tables.methods().stream().filter(method -> !methods.contains(method)).forEach(methods::add);
        return methods;
    }

    private Map<String, Map<String, Object>> table(String type) {
        return switch (type) {
            case "task" -> tasks.records();
            case "message" -> messages.records();
            default -> new Records(pool, host, world.clock().now()).of(type);
        };
    }

    /** Whatever has an Async form is begun at once; its task ends when the call does. */
    private CompletionStage<SimAnswer> async(String method, String session, List<Object> args) {
        boolean isOfOneHost = method.startsWith("session.") || method.contains(".emergency_");
        if (isOfOneHost || !table.hasAsync(method) || method.contains("is_in_emergency_mode")) {
            return XapiMethods.now(
                    SimAnswer.failure("Fault", "No async mode for this operation (rpc: " + method + ")"));
        }
        CompletionStage<SimAnswer> work = called(method, session, args);
        if (work.toCompletableFuture().getNow(null) instanceof SimAnswer.Failure failure
                && failure.description().get(0).startsWith("MESSAGE_")) {
            return work;
        }
        return value(tasks.begin("Async." + method, world.clock().now(), work));
    }

    private CompletionStage<SimAnswer> createTask(List<Object> args) {
        return value(tasks.begin(String.valueOf(args.get(0)), world.clock().now(), new CompletableFuture<>()));
    }

    private CompletionStage<SimAnswer> destroyTask(String ref) {
        return tasks.destroy(ref) ? value("") : XapiMethods.now(SimAnswer.failure("HANDLE_INVALID", "task", ref));
    }

    /** The only trace of a failover, made after the fact. */
    void began() {
        messages.create("POOL_MASTER_TRANSITION", 4, "Host", host.uuid(), "");
    }

    /** How far the database has come; empty while nobody has asked for events. */
    Optional<Long> generation() {
        return events.generation();
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
