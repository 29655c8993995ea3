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
import java.util.stream.Stream;
import org.poolwarden.sim.EventLog.News;

/** {@code event.from} and its neighbours on one master: calls that wait until something matches. */
final class EventCalls {

    /** Changes within this time come in one answer. */
    private static final Duration BATCH = Duration.ofMillis(50);

    /** What changes by time alone is looked for as often: host_metrics.live, in the master's pass over its database. */
    private static final Duration GLANCE = Duration.ofSeconds(30);

    private static final Duration DAY = Duration.ofHours(24);

    /** From one word of {@code event.next} to the next where nothing happens. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(30);

    /** A call that waits, and how its answer is made of events. */
    private record Waiting(
            String session,
            List<String> classes,
            Token since,
            Function<News, Object> form,
            CompletableFuture<SimAnswer> answer) {
        Waiting(String session, List<String> classes, Token since, Function<News, Object> form) {
            this(session, classes, since, form, new CompletableFuture<>());
        }
    }

    private record Registration(List<String> classes, Token since) {
        Registration with(List<String> more) {
            return new Registration(
                    Stream.concat(classes.stream(), more.stream()).distinct().toList(), since);
        }

        Registration without(List<String> fewer) {
            return new Registration(
                    classes.stream().filter(name -> !fewer.contains(name)).toList(), since);
        }
    }

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
                .addSync("event.inject", 2, this::inject)
                .addSync("event.get_current_id", 0, args -> SimAnswer.success(currentId()))
                .add("event.register", 1, (session, args) -> register(session, names(args.get(0))))
                .add("event.unregister", 1, (session, args) -> unregister(session, names(args.get(0))))
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
    private CompletionStage<SimAnswer> register(String session, List<String> classes) {
        log().look();
        Registration before = registered.getOrDefault(session, new Registration(List.of(), log().token()));
        registered.put(session, before.with(classes));
        return XapiMethods.now(SimAnswer.success(""));
    }

    private CompletionStage<SimAnswer> unregister(String session, List<String> classes) {
        registered.computeIfPresent(session, (key, before) -> before.without(classes));
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
        Waiting call = new Waiting(session, registration.classes, registration.since, News::events);
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
        SimAnswer answer = log().inject(type, ref)
                .map(token -> SimAnswer.success(token.toString()))
                .orElse(SimAnswer.failure("HANDLE_INVALID", type, ref));
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

    /** Something may have changed: whoever waits for it is told soon. */
    void changed() {
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

    /** Whoever waits on a session that is no more is told so. */
    void sessionsEnded() {
        registered.keySet().removeIf(session -> !isOpen(session));
        List.copyOf(waiting).stream()
                .filter(call -> !isOpen(call.session))
                .forEach(call -> answer(call, SimAnswer.failure("SESSION_INVALID", call.session)));
    }

    private boolean isOpen(String session) {
        return sessions.isOpen(session) || sessions.isLocal(session);
    }

    private void look() {
        log().look();
        for (Waiting call : List.copyOf(waiting)) {
            News news = log().news(call.classes, call.since);
            if (!news.events().isEmpty()) {
                answer(call, SimAnswer.success(call.form.apply(news)));
            }
        }
    }

    private void end(Waiting call) {
        if (!call.answer.isDone()) {
            answer(call, SimAnswer.success(call.form.apply(log().news(call.classes, call.since))));
        }
    }

    private Map<String, Object> told(News news) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("events", news.events());
        told.put("valid_ref_counts", log().counts());
        told.put("token", news.token().toString());
        return told;
    }

    private void answer(Waiting call, SimAnswer answer) {
        waiting.remove(call);
        call.answer.complete(answer);
    }
}
