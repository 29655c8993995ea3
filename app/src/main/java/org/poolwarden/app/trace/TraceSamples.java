package org.poolwarden.app.trace;

import java.util.stream.Stream;
import org.poolwarden.schema.DiskSample;
import org.poolwarden.sim.trace.RateTrace;
import org.poolwarden.sim.trace.RequestTrace;
import org.poolwarden.sim.trace.Trace;

/** A trace as the disk connector would have told it, in the order of time. */
public final class TraceSamples {

    private TraceSamples() {}

    public static Stream<DiskSample> of(Trace trace, SampleSource source) {
        if (trace instanceof RequestTrace requests) {
            return RequestSamples.of(requests, source);
        }
        if (trace instanceof RateTrace rates) {
            return RateSamples.of(rates, source);
        }
        throw new IllegalStateException("expected requests or rates, found " + trace.format());
    }
}
