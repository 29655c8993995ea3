package org.poolwarden.sim.trace;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;

/**
 * vscsiStats, version 1: records of 32 bytes, little endian: number, bytes, scatter-gather entries (4 bytes each),
 * command, version (2 each), block, microseconds (8 each).
 */
final class VscsiReader implements TraceReader {

    private static final int RECORD = 32;
    private static final int BYTES = 4;
    private static final int COMMAND = 12;
    private static final int MICROS = 24;
    private static final Set<Integer> READS = Set.of(0x28, 0x88, 0x08, 0xa8);

    @Override
    public void read(TraceInput input, TraceSink sink) throws IOException {
        try (InputStream in = input.open()) {
            long number = 1;
            byte[] bytes = in.readNBytes(RECORD);
            for (; bytes.length == RECORD; bytes = in.readNBytes(RECORD)) {
                record(input, number, ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN), sink);
                number++;
            }
            if (bytes.length > 0) {
                sink.malformed(new Malformed(
                        input.file().toString(), number, "a record of 32 bytes", bytes.length + " bytes"));
            }
        }
    }

    private static void record(TraceInput input, long number, ByteBuffer record, TraceSink sink) {
        long micros = record.getLong(MICROS);
        if (micros < 0 || micros > Long.MAX_VALUE / 1000) {
            sink.malformed(new Malformed(input.file().toString(), number, "microseconds", String.valueOf(micros)));
            return;
        }
        boolean isRead = READS.contains(record.get(COMMAND) & 0xff);
        sink.issued(micros * 1000, isRead, Integer.toUnsignedLong(record.getInt(BYTES)));
    }
}
