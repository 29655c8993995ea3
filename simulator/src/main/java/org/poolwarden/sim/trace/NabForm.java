package org.poolwarden.sim.trace;

import java.util.OptionalDouble;
import org.poolwarden.sim.trace.Rate.Load;
import org.poolwarden.sim.trace.Rate.Speed;

/**
 * Numenta's benchmark: a time, and what CloudWatch calls DiskWriteBytes, the bytes written in five minutes. How many
 * requests those were, nobody knows.
 */
final class NabForm implements LineForm {

    static final String HEAD = "timestamp,value";

    /** How long an interval of this format is. */
    static final double SECONDS = 300;

    @Override
    public String expected() {
        return "timestamp,bytes";
    }

    @Override
    public void line(String line, TraceSink sink) {
        if (line.startsWith(HEAD)) {
            return;
        }
        String[] row = line.strip().split(",");
        OptionalDouble none = OptionalDouble.empty();
        Speed speed = new Speed(none, none, none, none, Numbers.rate(row[1], 1 / SECONDS));
        sink.rate(new Rate(
                Stamps.dateAndTime(row[0]).orElseThrow(() -> new IllegalArgumentException("expected a time")),
                "disk",
                speed,
                new Load(none, none, none)));
    }
}
