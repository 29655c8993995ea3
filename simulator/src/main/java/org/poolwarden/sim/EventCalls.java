package org.poolwarden.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** {@code event.from} and its neighbours on one master: calls that wait until something matches. */
final class EventCalls {

    /** Changes within this time come in one answer. */
    private static final Duration BATCH = Duration.ofMillis(50);

    /** What changes by time alone is looked for as often: host_metrics.live. */
    private static final Duration GLANCE = Duration.ofSeconds(5);

    private static final Duration DAY = Duration.ofHours(24);

    /** From one word of {@code event.next} to the next where nothing happens. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(30);

    /** A call that waits, and how its answer is made of events. */
    private record Waiting(
            String session,
            List<String> classes,
            Token since,
            Function<List<Object>, Object> form,
            CompletableFuture<SimAnswer> answer) {
        Waiting(String session, List<String> classes, Token since, Function<List<Object>, Object> form) {
            this(session, classes, since, form, new CompletableFuture<>());
        }
    }

    private record Registration(List<String> classes, Token since) {}

    private final Toolstack toolstack;
    private final Sessions sessions;
    private final Function<String, Map<String, Map<String, Object>>> tables;
    private final List<Waiting> waiting = new ArrayList<>();
    private final Map<String, Registration> registered = new HashMap<>();
    private Optional<EventLog> log = Optional.empty();
    private boolean batching;
    private boolean glancing;

    EventCalls(
            SimWorld world,
            Toolstack toolstack,
            Sessions sessions,
            Function<String, Map<String, Map<String, Object>>> tables) {
        this.toolstack = toolstack;
        this.sessions = sessions;
        this.tables = tables;
        world.onChange(event -> changed());
    }

    void addTo(MethodTable table) {
        table.addSync("event.from", 3, this::from)
                .addSync("event.inject", 2, (session, args) -> XapiMethods.now(inject(args)))
                .addSync("event.get_current_id", 0, (session, args) -> XapiMethods.now(SimAnswer.success(currentId())))
                .addSync("event.register", 1, (session, args) -> register(session, args.get(0)))
                .addSync("event.unregister", 1, (session, args) -> unregister(session))
                .addSync("event.next", 0, (session, args) -> next(session));
    }

    private CompletionStage<SimAnswer> from(String session, List<Object> args) {
        Optional<Token> since = Token.parse(String.valueOf(args.get(1)));
        if (since.isEmpty()) {
            return XapiMethods.now(SimAnswer.failure("EVENT_FROM_TOKEN_PARSE_FAILURE", String.valueOf(args.get(1))));
        }
        return await(new Waiting(session, names(args.get(0)), since.get(), this::told), patience(args.get(2)));
    }

    private static List<String> names(Object classes) {
        return classes instanceof List<?> names
                ? names.stream().map(String::valueOf).toList()
                : List.of();
    }

    private CompletionStage<SimAnswer> await(Waiting call, Duration patience) {
        waiting.add(call);
        look();
        if (!call.answer.isDone()) {
            toolstack.plan(patience, () -> end(call));
            glance();
        }
        return call.answer;
    }

    /** The older way to listen: what is told from now on is kept for the session. */
    private CompletionStage<SimAnswer> register(String session, Object classes) {
        log().look();
        registered.put(session, new Registration(names(classes), log().token()));
        return XapiMethods.now(SimAnswer.success(""));
    }

    private CompletionStage<SimAnswer> unregister(String session) {
        registered.remove(session);
        return XapiMethods.now(SimAnswer.success(""));
    }

    /** Waits for events; every 30 seconds there is one of the pool that says nothing. */
    private CompletionStage<SimAnswer> next(String session) {
        Registration registration = registered.get(session);
        if (registration == null) {
            return XapiMethods.now(SimAnswer.failure("SESSION_NOT_REGISTERED", session));
        }
        if (log().hasForgotten(registration.since)) {
            return XapiMethods.now(SimAnswer.failure("EVENTS_LOST"));
        }
        Waiting call = new Waiting(session, registration.classes, registration.since, events -> events);
        call.answer.thenRun(() -> registered.replace(session, new Registration(registration.classes, log().token())));
        toolstack.plan(HEARTBEAT, () -> {
            if (!call.answer.isDone()) {
                answer(call, SimAnswer.success(log().heartbeat()));
            }
        });
        return await(call, DAY);
    }

    private static Duration patience(Object seconds) {
        double asked = Double.parseDouble(String.valueOf(seconds));
        boolean sane = asked >= 0 && asked <= DAY.toSeconds();
        return sane ? Duration.ofMillis((long) (asked * 1000)) : DAY;
    }

    private SimAnswer inject(List<Object> args) {
        String type = String.valueOf(args.get(0));
        String ref = String.valueOf(args.get(1));
        SimAnswer answer =
                log().inject(type, ref).map(SimAnswer::success).orElse(SimAnswer.failure("HANDLE_INVALID", type, ref));
        changed();
        return answer;
    }

    private long currentId() {
        log().look();
        return log().token().generation();
    }

    /** How far the database has come; empty while nobody has asked for events. */
    Optional<Long> generation() {
        log.ifPresent(EventLog::look);
        return log.map(kept -> kept.token().generation());
    }

    /** Waiting calls break with the process; they are the toolstack's to break. */
    void forget() {
        waiting.clear();
        registered.clear();
        log = Optional.empty();
        batching = false;
        glancing = false;
    }

    private EventLog log() {
        if (log.isEmpty()) {
            log = Optional.of(new EventLog(toolstack.database().generation(), tables));
            log.get().look();
        }
        return log.get();
    }

    private void changed() {
        if (!waiting.isEmpty() && !batching) {
            batching = true;
            toolstack.plan(BATCH, () -> {
                batching = false;
                look();
            });
        }
    }

    private void glance() {
        if (!waiting.isEmpty() && !glancing) {
            glancing = true;
            toolstack.plan(GLANCE, () -> {
                glancing = false;
                look();
                glance();
            });
        }
    }

    private void look() {
        log().look();
        for (Waiting call : List.copyOf(waiting)) {
            if (!sessions.isOpen(call.session) && !sessions.isLocal(call.session)) {
                answer(call, SimAnswer.failure("SESSION_INVALID", call.session));
                continue;
            }
            List<Object> events = log().events(call.classes, call.since);
            if (!events.isEmpty()) {
                answer(call, SimAnswer.success(call.form.apply(events)));
            }
        }
    }

    private void end(Waiting call) {
        if (!call.answer.isDone()) {
            answer(call, SimAnswer.success(call.form.apply(List.of())));
        }
    }

    private Map<String, Object> told(List<Object> events) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("events", events);
        told.put("valid_ref_counts", log().counts());
        told.put("token", log().token().toString());
        return told;
    }

    private void answer(Waiting call, SimAnswer answer) {
        waiting.remove(call);
        call.answer.complete(answer);
    }
}
