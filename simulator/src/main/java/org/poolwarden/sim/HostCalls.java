package org.poolwarden.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Calls from one host to another, as xapi makes them: with the pool secret, over the simulated network. */
final class HostCalls {

    private final SimWorld world;
    private final SimHost from;
    private final Toolstack toolstack;

    HostCalls(SimWorld world, SimHost from, Toolstack toolstack) {
        this.world = world;
        this.from = from;
        this.toolstack = toolstack;
    }

    /**
     * Logs in locally on {@code to} and calls {@code method} there.
     *
     * @param then gets the answer; Closed where there was no connection, after the time that takes. It is not called
     *     when the calling toolstack has ended by then
     */
    void local(SimHost to, String method, List<Object> params, Consumer<SimAnswer> then) {
        ask(to, "session.slave_local_login", List.of(XapiMethods.POOL_SECRET), login -> {
            if (login instanceof SimAnswer.Success session) {
                List<Object> all = new ArrayList<>();
                all.add(session.value());
                all.addAll(params);
                ask(to, method, all, then);
            } else {
                then.accept(login);
            }
        });
    }

    private void ask(SimHost to, String method, List<Object> params, Consumer<SimAnswer> then) {
        int started = toolstack.starts();
        Consumer<SimAnswer> alive = answer -> {
            if (toolstack.starts() == started && toolstack.isListening()) {
                then.accept(answer);
            }
        };
        switch (world.reach(from.place(), to.address())) {
            case NOTHING -> toolstack.plan(
                    from.pool().spec().timing().connectTimeout(), () -> alive.accept(new SimAnswer.Closed()));
            case CLOSED_AFTER_TLS -> alive.accept(new SimAnswer.Closed());
            case OPEN -> open(to, method, params, alive);
        }
    }

    /** An open call breaks when the other host goes away: TCP finds out after a while. */
    private void open(SimHost to, String method, List<Object> params, Consumer<SimAnswer> then) {
        CompletableFuture<SimAnswer> call =
                world.ask(from.place(), to.address(), method, params).toCompletableFuture();
        call.thenAccept(then);
        watch(to, call);
    }

    private void watch(SimHost to, CompletableFuture<SimAnswer> call) {
        toolstack.plan(from.pool().spec().timing().connectTimeout(), () -> {
            if (call.isDone()) {
                return;
            }
            if (world.reach(from.place(), to.address()) == Reach.NOTHING) {
                call.complete(new SimAnswer.Closed());
            } else {
                watch(to, call);
            }
        });
    }
}
