package org.poolwarden.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
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
        Map<String, String> addresses = new LinkedHashMap<>();
        for (String host : hosts) {
            addresses.put(host, "10.0.0." + (addresses.size() + 1));
        }
        pool = world.add(PoolSpec.of("closet", addresses));
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
        return String.valueOf(((Success) answer.orElseThrow()).value());
    }
}
