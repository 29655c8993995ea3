package org.poolwarden.capacity;

import java.time.Instant;
import java.util.Optional;

/**
 * The power state of one VM, and when it was last started.
 *
 * @param state as XAPI writes it; {@code Paused}, which is how a domain begins, only as the first word on it
 * @param knownSince when it was first told of, by append time
 * @param startedAt when it was last heard to have come from Halted to Running, by append time; empty while it never was
 */
public record VmPower(String state, Instant knownSince, Optional<Instant> startedAt) {

    private static final String HALTED = "Halted";
    private static final String PAUSED = "Paused";
    private static final String RUNNING = "Running";

    /** The first word on a VM: one that runs already has not started now. */
    public static VmPower first(String state, Instant at) {
        return new VmPower(state, at, Optional.empty());
    }

    /** With the next word; a VM that comes back from suspension reads its memory, it does not boot. */
    public VmPower told(String next, Instant at) {
        if (next.equals(state) || next.equals(PAUSED)) {
            return this;
        }
        boolean started = state.equals(HALTED) && next.equals(RUNNING);
        return new VmPower(next, knownSince, started ? Optional.of(at) : startedAt);
    }
}
