package org.poolwarden.sim.trace;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * HP's SRT 1.3: text up to a form feed, then records of 14 numbers of 4 bytes, big endian, that tell their own length.
 * The time is when the request was queued; a request is answered so many microseconds later.
 */
final class SrtReader implements TraceReader {

    private static final int FORM_FEED = 0x0c;
    private static final int RECORD = 56;
    private static final int LONGEST = 1 << 16;
    private static final int LONGEST_HEAD = 1 << 20;

    /** Which of the numbers is what. */
    private static final int SECONDS = 2;

    private static final int MICROS = 3;
    private static final int RESPONSE_MICROS = 5;
    private static final int BYTES = 6;
    private static final int FLAGS = 11;

    @Override
    public void read(TracePart input, TraceSink sink) throws IOException {
        try (InputStream in = input.bytes()) {
            skipHead(input, in);
            long number = 1;
            byte[] bytes = in.readNBytes(RECORD);
            for (; bytes.length == RECORD; bytes = in.readNBytes(RECORD)) {
                ByteBuffer record = ByteBuffer.wrap(bytes);
                long length = at(record, 0);
                if (length < RECORD || length > LONGEST) {
                    // Where the next one begins is not known any more.
                    sink.malformed(new Malformed(
                            input.place(), number, "a record of 56 bytes", length + " bytes; the rest is lost"));
                    return;
                }
                record(record, sink);
                in.readNBytes((int) length - RECORD);
                number++;
            }
            if (bytes.length > 0) {
                sink.malformed(new Malformed(input.place(), number, "a record of 56 bytes", bytes.length + " bytes"));
            }
        }
    }

    private static void skipHead(TracePart input, InputStream in) throws IOException {
        for (int i = 0; i < LONGEST_HEAD; i++) {
            int next = in.read();
            if (next == FORM_FEED) {
                return;
            }
            if (next < 0) {
                break;
            }
        }
        throw new IOException(input.place() + ": expected a head of text that ends in a form feed, found none");
    }

    private static void record(ByteBuffer record, TraceSink sink) {
        long nanos = at(record, SECONDS) * 1_000_000_000L + at(record, MICROS) * 1000;
        boolean isRead = (at(record, FLAGS) & 1) != 0;
        sink.issued(nanos, isRead, at(record, BYTES));
        sink.answered(nanos, isRead, at(record, RESPONSE_MICROS) * 1000);
    }

    private static long at(ByteBuffer record, int number) {
        return Integer.toUnsignedLong(record.getInt(number * Integer.BYTES));
    }
}
