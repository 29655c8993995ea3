package org.poolwarden.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.poolwarden.sim.SimAnswer.Success;

/** A pool in virtual time, and somebody who asks its hosts. */
final class Console {

    static final Instant START = Instant.parse("2026-11-22T20:00:00Z");
    private static final String OBSERVER = "console";
    /** Longer than any answer that comes at all, but that to a wrong password. */
    private static final Duration MOMENT = Duration.ofMillis(200);

    final VirtualClock clock = new VirtualClock(START);
    final SimWorld world = new SimWorld(clock, 1);
    final SimPool pool;
    final List<String> told = new ArrayList<>();

    Console(String... hosts) {
        this(UnaryOperator.identity(), hosts);
    }

    /** A pool that differs from the usual one. */
    Console(UnaryOperator<PoolSpec> other, String... hosts) {
        Map<String, String> addresses = new LinkedHashMap<>();
        for (String host : hosts) {
            addresses.put(host, "10.0.0." + (addresses.size() + 1));
        }
        pool = world.add(other.apply(PoolSpec.of("closet", addresses)));
        world.onChange(event -> told.add(event.host() + ": " + event.what()));
        after(Duration.ofSeconds(60));
    }

    SimHost host(String name) {
        return world.host(name);
    }

    Console after(Duration time) {
        clock.advanceTo(clock.now().plus(time));
        return this;
    }

    /** What is said within a moment; empty for silence. */
    Optional<SimAnswer> ask(String host, String method, Object... params) {
        return ask(MOMENT, host, method, params);
    }

    Optional<SimAnswer> ask(Duration patience, String host, String method, Object... params) {
        AtomicReference<SimAnswer> said = new AtomicReference<>();
        world.ask(OBSERVER, host(host).address(), method, List.of(params)).thenAccept(said::set);
        after(patience);
        return Optional.ofNullable(said.get());
    }

    /** What a call on a session of the host as master says, in short. */
    String master(String host, String method, Object... args) {
        List<Object> params = new ArrayList<>(List.of(session(host)));
        params.addAll(List.of(args));
        return brief(ask(host, method, params.toArray()));
    }

    /** A field of a record, read from the database of the master {@code host}. */
    Object field(String host, String type, String ref, String field) {
        return value(ask(host, type + ".get_" + field, session(host), ref));
    }

    /** What {@code rrd_updates} says within a moment; empty for silence. */
    Optional<SimAnswer> metrics(String host, MetricsQuery query, Access access) {
        AtomicReference<SimAnswer> said = new AtomicReference<>();
        world.metrics(OBSERVER, host(host).address(), query, access).thenAccept(said::set);
        after(MOMENT);
        return Optional.ofNullable(said.get());
    }

    static Object value(Optional<SimAnswer> answer) {
        return ((Success) answer.orElseThrow()).value();
    }

    String localSession(String host) {
        return ref(ask(host, "session.slave_local_login_with_password", SimWorld.USER, SimWorld.PASSWORD));
    }

    String session(String host) {
        return ref(login(host));
    }

    Optional<SimAnswer> login(String host) {
        return ask(host, "session.login_with_password", SimWorld.USER, SimWorld.PASSWORD, "1.0", "test");
    }

    /** The answer in short: the value, the error, {@code closed} or {@code silence}. */
    static String brief(Optional<SimAnswer> answer) {
        return answer.map(said -> said instanceof Success success
                        ? String.valueOf(success.value()).replaceAll("OpaqueRef:.*", "session")
                        : said instanceof SimAnswer.Failure failure
                                ? failure.description().toString()
                                : "closed")
                .orElse("silence");
    }

    private static String ref(Optional<SimAnswer> answer) {
        return String.valueOf(value(answer));
    }
}
