package org.poolwarden.sim.trace;

import java.io.IOException;

/** Reads one format from its beginning to its end. */
interface TraceReader {
    void read(TracePart input, TraceSink sink) throws IOException;
}
