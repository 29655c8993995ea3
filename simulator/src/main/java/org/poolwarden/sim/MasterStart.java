package org.poolwarden.sim;

import java.util.List;

/**
 * The check for other masters at the start of a master's xapi: whoever says that it is master is followed; who cannot
 * be reached is ignored; a slave that lost its master makes it wait ({@code xapi.ml}, "no-other-masters check").
 */
final class MasterStart {

    private final SimWorld world;
    private final SimHost host;
    private final Toolstack toolstack;
    private final HostCalls calls;
    private final List<SimHost> others;

    MasterStart(SimWorld world, SimPool pool, SimHost host, Toolstack toolstack) {
        this.world = world;
        this.host = host;
        this.toolstack = toolstack;
        this.calls = new HostCalls(world, host, toolstack);
        this.others = pool.hosts().stream()
                .filter(other -> other != host && toolstack.database().isMember(other))
                .toList();
    }

    void check() {
        ask(0);
    }

    private void ask(int next) {
        if (next == others.size()) {
            toolstack.database().connected(host, world.clock().now());
            host.tell("is master, no other one was found");
            return;
        }
        SimHost other = others.get(next);
        calls.local(other, "pool.is_slave", List.of("OpaqueRef:NULL"), answer -> {
            if (answer.equals(SimAnswer.success(false))) {
                toolstack.changes().follow(other.address());
            } else {
                ask(next + 1);
            }
        });
    }
}
