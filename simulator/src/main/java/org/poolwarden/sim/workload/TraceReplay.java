package org.poolwarden.sim.workload;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.poolwarden.sim.workload.TraceFile.Request;

/** A trace, slot by slot, on the disk of one VM; after its end it begins again. All other disks do nothing. */
public final class TraceReplay implements Workload {

    private static final long SLOT = Duration.ofSeconds(5).toNanos();
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
        List<Request> requests = TraceFile.read(file);
        long first = requests.get(0).nanos();
        long last = requests.get(requests.size() - 1).nanos();
        double[][] sums = new double[(int) ((last - first) / SLOT) + 1][4];
        for (Request request : requests) {
            double[] slot = sums[(int) ((request.nanos() - first) / SLOT)];
            slot[request.isRead() ? 0 : 1]++;
            slot[request.isRead() ? 2 : 3] += request.bytes();
        }
        Io[] slots = new Io[sums.length];
        for (int i = 0; i < slots.length; i++) {
            double[] sum = sums[i];
            slots[i] = new Io(sum[0] / 5, sum[1] / 5, sum[2] / 5, sum[3] / 5, LATENCY);
        }
        return new TraceReplay(slots, begins);
    }

    /** How long the trace is, in whole slots. */
    public Duration length() {
        return Duration.ofNanos(SLOT * slots.length);
    }

    @Override
    public Io during(String vm, int number, Instant end) {
        long slot = Duration.between(begins, end).toSeconds() / 5 - 1;
        return number != 0 || slot < 0 ? Io.NONE : slots[(int) (slot % slots.length)];
    }
}
