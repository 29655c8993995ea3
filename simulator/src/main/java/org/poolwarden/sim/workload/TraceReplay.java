package org.poolwarden.sim.workload;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.poolwarden.sim.trace.Flow;
import org.poolwarden.sim.trace.RequestTrace;
import org.poolwarden.sim.trace.Slot;
import org.poolwarden.sim.trace.Trace;
import org.poolwarden.sim.trace.TraceFormat;

/** A trace, slot by slot, on the disk of one VM; after its end it begins again. All other disks do nothing. */
public final class TraceReplay implements Workload {

    private static final double SECONDS = 5;
    private static final Duration LATENCY = Duration.ofMillis(3);

    private final Io[] slots;
    private final Instant begins;

    private TraceReplay(Io[] slots, Instant begins) {
        this.slots = slots;
        this.begins = begins;
    }

    /**
     * @param begins when the first slot of the trace begins; a multiple of five seconds
     * @throws IOException naming the file, the line and what was expected there
     */
    public static TraceReplay of(Path file, Instant begins) throws IOException {
        TraceFormat format = TraceFormat.of(file)
                .filter(TraceFormat::isOfRequests)
                .orElseThrow(() -> new IOException(file + ": expected a trace of single requests"));
        if (!(Trace.read(file, format, bytes -> {}) instanceof RequestTrace trace)) {
            throw new IllegalStateException("expected requests of format " + format);
        }
        if (trace.oddities().malformed() > 0) {
            throw new IOException(trace.oddities().examples().get(0).toString());
        }
        Io[] slots = new Io[Math.toIntExact(trace.slots().count())];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = io(trace.slots().at(i));
        }
        return new TraceReplay(slots, begins);
    }

    private static Io io(Slot slot) {
        Flow reads = slot.reads();
        Flow writes = slot.writes();
        return new Io(
                reads.requests() / SECONDS,
                writes.requests() / SECONDS,
                reads.bytes() / SECONDS,
                writes.bytes() / SECONDS,
                LATENCY);
    }

    /** How long the trace is, in whole slots. */
    public Duration length() {
        return Duration.ofSeconds(5L * slots.length);
    }

    @Override
    public Io during(String vm, int number, Instant end) {
        long slot = Duration.between(begins, end).toSeconds() / 5 - 1;
        return number != 0 || slot < 0 ? Io.NONE : slots[(int) (slot % slots.length)];
    }
}
