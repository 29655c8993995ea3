package org.poolwarden.app.trace;

import java.time.Instant;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.poolwarden.schema.DiskSample;
import org.poolwarden.sim.trace.Flow;
import org.poolwarden.sim.trace.RequestTrace;
import org.poolwarden.sim.trace.Slot;

/**
 * Single requests as a host would have told them: one sample every five seconds, also while nothing happens. The first
 * request is at the beginning of the first interval, wherever in the day it was.
 */
final class RequestSamples {

    /** When every trace of requests begins: their clocks have no date. A whole hour. */
    static final Instant EPOCH = Instant.ofEpochSecond(1_700_006_400L);

    private static final int STEP = 5;
    private static final double MICROS = 1e3;

    private RequestSamples() {}

    static Stream<DiskSample> of(RequestTrace trace, SampleSource source) {
        boolean isTimed = trace.responses().millis().isPresent();
        return LongStream.range(0, trace.slots().count())
                .mapToObj(number -> sample(source, number, trace.slots().at(number), isTimed));
    }

    private static DiskSample sample(SampleSource source, long number, Slot slot, boolean isTimed) {
        Flow reads = slot.reads();
        Flow writes = slot.writes();
        DiskSample.Builder sample = source.begin()
                .setT(EPOCH.plusSeconds((number + 1) * STEP))
                .setStepSeconds(STEP)
                .setIopsRead((double) reads.requests() / STEP)
                .setIopsWrite((double) writes.requests() / STEP)
                .setReadBytes((double) reads.bytes() / STEP)
                .setWriteBytes((double) writes.bytes() / STEP);
        if (isTimed) {
            sample.setIowait((reads.waitNanos() + writes.waitNanos()) / 1e9 / STEP)
                    .setReadLatencyMicros(latency(reads))
                    .setWriteLatencyMicros(latency(writes));
        }
        return sample.build();
    }

    /** Without an answer a host tells 0. */
    private static double latency(Flow flow) {
        return flow.answered() == 0 ? 0 : flow.waitNanos() / MICROS / flow.answered();
    }
}
