package org.poolwarden.sim.trace;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/** A trace of disks that has been read; which kind it is, its format says. */
public sealed interface Trace permits RequestTrace, RateTrace {

    TraceFormat format();

    Oddities oddities();

    /**
     * A file, plain, gzipped or a tar archive of such files, in one or two passes; what cannot be read is set aside and told by {@link #oddities()}.
     *
     * @param progress is given the number of bytes that have been read since it was called last
     * @throws IOException when the file cannot be read, or has nothing of that format
     */
    static Trace read(Path file, TraceFormat format, LongConsumer progress) throws IOException {
        TraceInput input = new TraceInput(file, progress);
        return format.isOfRequests() ? requests(input, format) : rates(input, format);
    }

    private static RequestTrace requests(TraceInput input, TraceFormat format) throws IOException {
        Extent extent = new Extent();
        input.each(part -> format.reader().read(part, extent));
        Complaints complaints = new Complaints();
        if (extent.isEmpty()) {
            RateCount count = new RateCount(complaints);
            input.each(part -> format.reader().read(part, count));
            throw input.nothing(format, complaints);
        }
        RequestCount count = new RequestCount(extent.believed(), complaints);
        input.each(part -> format.reader().read(part, count));
        return count.trace(format);
    }

    private static RateTrace rates(TraceInput input, TraceFormat format) throws IOException {
        Complaints complaints = new Complaints();
        RateCount count = new RateCount(complaints);
        input.each(part -> format.reader().read(part, count));
        if (count.isEmpty()) {
            throw input.nothing(format, complaints);
        }
        return count.trace(format);
    }
}
