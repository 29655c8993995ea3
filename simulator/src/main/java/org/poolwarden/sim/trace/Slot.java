package org.poolwarden.sim.trace;

/** What a disk did in one window. */
public record Slot(Flow reads, Flow writes) {

    public static final Slot NONE = new Slot(Flow.NONE, Flow.NONE);

    static Slot of(boolean isRead, Flow flow) {
        return isRead ? new Slot(flow, Flow.NONE) : new Slot(Flow.NONE, flow);
    }

    Slot plus(Slot other) {
        return new Slot(reads.plus(other.reads), writes.plus(other.writes));
    }

    public long requests() {
        return reads.requests() + writes.requests();
    }

    public long bytes() {
        return reads.bytes() + writes.bytes();
    }
}
