package org.poolwarden.sim;

import java.time.Duration;
import java.util.ArrayList;
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

    /** How far apart the slaves' copies of the database are: {@code pool_db_sync_interval}. */
    private static final Duration COPY = Duration.ofSeconds(300);

    private static final Duration DAY = Duration.ofHours(24);

    private record Waiting(String session, List<String> classes, long since, CompletableFuture<SimAnswer> answer) {}

    private final SimWorld world;
    private final SimPool pool;
    private final Toolstack toolstack;
    private final Sessions sessions;
    private final Function<String, Map<String, Map<String, Object>>> tables;
    private final List<Waiting> waiting = new ArrayList<>();
    private Optional<EventLog> log = Optional.empty();
    private boolean batching;
    private boolean glancing;

    EventCalls(
            SimWorld world,
            SimPool pool,
            Toolstack toolstack,
            Sessions sessions,
            Function<String, Map<String, Map<String, Object>>> tables) {
        this.world = world;
        this.pool = pool;
        this.toolstack = toolstack;
        this.sessions = sessions;
        this.tables = tables;
        world.onChange(event -> changed());
    }

    CompletionStage<SimAnswer> from(String session, List<Object> args) {
        if (args.size() != 3) {
            return XapiMethods.now(XapiMethods.wrongCount("event.from", 3, args.size()));
        }
        Optional<Long> since = EventLog.generationOf(String.valueOf(args.get(1)));
        if (since.isEmpty()) {
            return XapiMethods.now(SimAnswer.failure("EVENT_FROM_TOKEN_PARSE_FAILURE", String.valueOf(args.get(1))));
        }
        List<String> classes = args.get(0) instanceof List<?> names
                ? names.stream().map(String::valueOf).toList()
                : List.of();
        Waiting call = new Waiting(session, classes, since.get(), new CompletableFuture<>());
        waiting.add(call);
        look();
        if (!call.answer.isDone()) {
            toolstack.plan(patience(args.get(2)), () -> end(call));
            glance();
        }
        return call.answer;
    }

    private static Duration patience(Object seconds) {
        double asked = Double.parseDouble(String.valueOf(seconds));
        boolean sane = asked >= 0 && asked <= DAY.toSeconds();
        return sane ? Duration.ofMillis((long) (asked * 1000)) : DAY;
    }

    CompletionStage<SimAnswer> inject(List<Object> args) {
        if (args.size() != 2) {
            return XapiMethods.now(XapiMethods.wrongCount("event.inject", 2, args.size()));
        }
        String type = String.valueOf(args.get(0));
        String ref = String.valueOf(args.get(1));
        SimAnswer answer =
                log().inject(type, ref).map(SimAnswer::success).orElse(SimAnswer.failure("HANDLE_INVALID", type, ref));
        changed();
        return XapiMethods.now(answer);
    }

    long currentId() {
        log().look();
        return log().generation();
    }

    /** Waiting calls break with the process; they are the toolstack's to break. */
    void forget() {
        waiting.clear();
        log = Optional.empty();
        batching = false;
        glancing = false;
    }

    private EventLog log() {
        if (log.isEmpty()) {
            log = Optional.of(new EventLog(pool.copiedGeneration(), tables));
            log.get().look();
            copy();
        }
        return log.get();
    }

    /** The slaves fetch the database now and then: what one of them begins with as master is that old. */
    private void copy() {
        log.ifPresent(kept -> {
            kept.look();
            pool.copied(kept.generation());
            toolstack.plan(COPY, this::copy);
        });
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
                answer(call, SimAnswer.success(told(events)));
            }
        }
    }

    private void end(Waiting call) {
        if (!call.answer.isDone()) {
            answer(call, SimAnswer.success(told(List.of())));
        }
    }

    private Map<String, Object> told(List<Object> events) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("events", events);
        told.put("valid_ref_counts", log().counts());
        told.put("token", log().token());
        return told;
    }

    private void answer(Waiting call, SimAnswer answer) {
        waiting.remove(call);
        call.answer.complete(answer);
    }
}
