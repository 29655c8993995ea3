package org.poolwarden.app.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import io.javalin.http.TooManyRequestsResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Comparator;
import java.util.Optional;
import org.poolwarden.app.console.login.Person;
import org.poolwarden.app.console.login.Throttle;
import org.poolwarden.app.console.login.Users;
import org.poolwarden.app.operate.KnownPool;
import org.poolwarden.app.operate.KnownPool.KnownAlert;
import org.poolwarden.app.operate.Trouble;

/** What a page may ask, and what it is answered. */
final class Routes {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** When more fire, nobody reads them one by one. */
    private static final int MOST_ALERTS = 1000;

    private final Sources sources;
    private final Gate gate;
    private final Optional<Users> users;
    private final Clock clock;
    private final Throttle throttle;

    /** What answers are made of. */
    record Sources(Board board, Desk desk, LiveFeed feed, Pulse pulse) {}

    /**
     * @param users empty where nobody logs in
     */
    Routes(Sources sources, Gate gate, Optional<Users> users, Clock clock) {
        this.sources = sources;
        this.gate = gate;
        this.users = users;
        this.clock = clock;
        this.throttle = new Throttle(clock);
    }

    void addTo(RoutesConfig routes) {
        routes.before(gate::protect);
        routes.before(gate::requireOwnName);
        routes.get("/api/me", this::me);
        routes.post("/api/login", this::login);
        routes.post("/api/logout", this::logout);
        routes.get(
                "/api/status",
                looking(context -> answer(context, sources.pulse().json())));
        routes.get("/api/pools", looking(context -> answer(context, pools())));
        routes.get("/api/alerts", looking(context -> answer(context, alerts())));
        routes.get("/api/pools/{pool}", looking(this::pool));
        routes.get("/api/pools/{pool}/timeline", looking(this::timeline));
        routes.get("/api/capacity", looking(context -> answer(context, capacity())));
        routes.get("/api/capacity/<key>", looking(this::capacity));
        routes.get("/api/live", looking(this::live));
        routes.post("/api/preview", this::preview);
        routes.post("/api/words", this::write);
        routes.exception(Trouble.class, (trouble, context) -> refuse(context, status(trouble), trouble.getMessage()));
        routes.exception(
                HttpResponseException.class,
                (refused, context) -> refuse(context, refused.getStatus(), refused.getMessage()));
    }

    /** What a handler does; a trouble becomes an answer. */
    private interface Answering {
        void handle(Context context) throws Trouble, IOException, InterruptedException;
    }

    private io.javalin.http.Handler looking(Answering answering) {
        return context -> {
            gate.requirePerson(context);
            answering.handle(context);
        };
    }

    private static int status(Trouble trouble) {
        return switch (trouble.status()) {
            case Trouble.REFUSED -> HttpStatus.CONFLICT.getCode();
            case Trouble.USAGE -> HttpStatus.BAD_REQUEST.getCode();
            default -> HttpStatus.GATEWAY_TIMEOUT.getCode();
        };
    }

    private static void answer(Context context, JsonNode node) {
        context.contentType("application/json").result(node.toString());
    }

    private static void refuse(Context context, int status, String sentence) {
        context.status(status);
        answer(context, JSON.objectNode().put("error", sentence));
    }

    private void me(Context context) {
        answer(context, me(context, gate.requirePerson(context)));
    }

    private ObjectNode me(Context context, Person person) {
        return JSON.objectNode()
                .put("name", person.name())
                .put("role", person.role().word())
                .put("token", gate.token(context))
                .put("login", users.isPresent())
                .put("now", clock.instant().toString());
    }

    private void login(Context context) throws Trouble {
        gate.requireOwnPage(context);
        JsonNode form = Wish.tree(context.body());
        Users known = users.orElseThrow(() -> Trouble.usage("nobody logs in here"));
        if (!throttle.allows(context.ip())) {
            context.header("Retry-After", String.valueOf(Throttle.WINDOW.toSeconds()));
            throw new TooManyRequestsResponse("too many guesses: wait " + Throttle.WINDOW.toMinutes() + " minutes");
        }
        Person person = known.verified(
                        form.path("name").asText(), form.path("password").asText())
                .orElseThrow(() -> new HttpResponseException(
                        HttpStatus.UNAUTHORIZED.getCode(), "no such name with that password"));
        throttle.guessedRight(context.ip());
        gate.admit(context, person);
        answer(context, me(context, person));
    }

    private void logout(Context context) {
        gate.requireOwnPage(context);
        gate.dismiss(context);
        context.status(HttpStatus.NO_CONTENT);
    }

    private ArrayNode pools() {
        ArrayNode rows = JSON.arrayNode();
        sources.board().pools().worstFirst().forEach(pool -> rows.add(PoolRow.json(pool)));
        return rows;
    }

    /** Those that fire: the gravest first, of equals the newest. */
    private ArrayNode alerts() {
        record Firing(KnownPool pool, KnownAlert alert) {}
        ArrayNode rows = JSON.arrayNode();
        sources.board().pools().all().stream()
                .flatMap(pool -> pool.firing().stream().map(alert -> new Firing(pool, alert)))
                .sorted(Comparator.comparing((Firing one) -> one.alert().severity())
                        .thenComparing(one -> one.alert().alert().getStartsAt())
                        .reversed())
                .limit(MOST_ALERTS)
                .forEach(one -> rows.add(AlertRow.json(one.pool(), one.alert())));
        return rows;
    }

    private KnownPool requirePool(Context context) {
        String name = context.pathParam("pool");
        return sources.board().pool(name).orElseThrow(() -> new NotFoundResponse("there is no pool " + name));
    }

    private void pool(Context context) {
        answer(context, new PoolPage(sources.board(), requirePool(context), clock.instant()).json());
    }

    private void timeline(Context context) {
        KnownPool pool = requirePool(context);
        answer(context, new TimelinePage(pool).json(sources.board().timeline(pool)));
    }

    private ArrayNode capacity() {
        ArrayNode rows = JSON.arrayNode();
        sources.board().capacity().stream()
                .filter(CapacitySubject::isStorage)
                .forEach(subject -> rows.add(CapacityPage.row(subject)));
        return rows;
    }

    private void capacity(Context context) {
        String key = context.pathParam("key");
        Board board = sources.board();
        answer(
                context,
                board.capacity(key)
                        .map(subject -> CapacityPage.json(subject, board.storageNames(subject)))
                        .orElseThrow(() -> new NotFoundResponse("no report is about " + key)));
    }

    /** Holds a thread for as long as the page is open. */
    private void live(Context context) throws IOException, InterruptedException {
        LiveClient client = sources.feed()
                .open()
                .orElseThrow(() -> new HttpResponseException(
                        HttpStatus.SERVICE_UNAVAILABLE.getCode(), "too many pages are open: close some"));
        context.contentType("text/event-stream");
        context.header("X-Accel-Buffering", "no");
        client.pump(context.res().getOutputStream());
    }

    private void preview(Context context) throws Trouble, InterruptedException {
        gate.requireOperator(context);
        answer(context, sources.desk().preview(Wish.read(context.body())));
    }

    private void write(Context context) throws Trouble, InterruptedException {
        Person person = gate.requireOperator(context);
        answer(context, sources.desk().write(Wish.read(context.body()), person.name()));
    }
}
