package org.poolwarden.sim;

import java.time.Instant;
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
    private final Sessions sessions;
    private final Tasks tasks;
    private final EventCalls events;
    private final MessageCalls messages;
    private final MethodTable table = new MethodTable();
    private final Tables records;

    MasterMethods(SimWorld world, SimPool pool, SimHost host, Toolstack toolstack, Sessions sessions) {
        this.world = world;
        this.pool = pool;
        this.host = host;
        this.sessions = sessions;
        this.tasks = new Tasks(world, host);
        this.messages = new MessageCalls(world, toolstack);
        this.records = new Tables(this::table, ref -> toolstack.database().otherConfig(ref));
        this.events = new EventCalls(world, toolstack, sessions, this::table);
        Members members = new Members(pool, toolstack);
        Forwarding forwarding = new Forwarding(world, host, toolstack);
        GuestCalls guests = new GuestCalls(world, pool, host, toolstack, members, messages, forwarding);
        table.addSync("session.get_this_host", 1, args -> SimAnswer.success(host.ref()))
                .addSync("session.logout", 0, (session, args) -> logout(session));
        new PoolCalls(world, pool, host, toolstack, members).addTo(table);
        new HostMethods(world, pool, host, toolstack, members, guests, forwarding).addTo(table);
        new StorageCalls(pool, toolstack, members, forwarding).addTo(table);
        guests.addTo(table);
        messages.addTo(table);
        events.addTo(table);
        table.addSync("task.create", 2, this::createTask)
                .addSync("task.destroy", 1, args -> destroyTask(String.valueOf(args.get(0))));
    }

    /** {@code Async.host.disable} is {@code host.disable}. */
    static String withoutAsync(String method) {
        return method.startsWith(ASYNC) ? method.substring(ASYNC.length()) : method;
    }

    boolean has(String method) {
        return table.has(method) || records.has(method);
    }

    Optional<SimAnswer> misfit(String method, int received) {
        return table.has(method) ? table.misfit(method, received) : records.misfit(method, received);
    }

    CompletionStage<SimAnswer> answer(String method, String session, List<Object> params) {
        List<Object> args = params.subList(1, params.size());
        return method.startsWith(ASYNC) ? async(withoutAsync(method), session, args) : called(method, session, args);
    }

    private CompletionStage<SimAnswer> called(String method, String session, List<Object> args) {
        if (Tables.isGetter(method)) {
            return XapiMethods.now(records.answer(method, args));
        }
        CompletionStage<SimAnswer> answer =
                table.has(method) ? table.answer(method, session, args) : XapiMethods.now(records.answer(method, args));
        answer.thenRun(events::changed);
        return answer;
    }

    /** Every method that is answered here; without {@code Async.} forms. */
    List<String> names() {
        List<String> names = table.names();
        Tables.methods().stream().filter(method -> !table.has(method)).forEach(names::add);
        return names;
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
        return table.hasAsync(method)
                ? value(tasks.begin(ASYNC + method, session, called(method, session, args)))
                : XapiMethods.now(noAsync(method));
    }

    static SimAnswer noAsync(String method) {
        return SimAnswer.failure("Fault", "No async mode for this operation (rpc: " + method + ")");
    }

    /** Calls of this session that wait for events end at once. A local session is none of these. */
    private CompletionStage<SimAnswer> logout(String session) {
        sessions.close(session);
        events.sessionsEnded();
        return value("");
    }

    private CompletionStage<SimAnswer> createTask(String session, List<Object> args) {
        return value(tasks.begin(String.valueOf(args.get(0)), session, new CompletableFuture<>()));
    }

    private SimAnswer destroyTask(String ref) {
        return tasks.destroy(ref) ? SimAnswer.success("") : SimAnswer.failure("HANDLE_INVALID", "task", ref);
    }

    /** The only trace of a failover, made after the fact. */
    void began() {
        messages.create("POOL_MASTER_TRANSITION", 4, "Host", host.uuid(), "");
    }

    /** What is old, or too much: sessions, tasks, messages. */
    void collect(Instant now) {
        tasks.collect();
        messages.collect();
        sessions.collect(now, tasks::isPendingOf);
        events.sessionsEnded();
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
