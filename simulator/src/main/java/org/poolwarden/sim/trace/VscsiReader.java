package org.poolwarden.sim.trace;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.Set;

/**
 * vscsiStats, records of one length, little endian. Version 1, 32 bytes: number, bytes, scatter-gather entries (4 bytes
 * each), command, version (2 each), block, microseconds (8 each). Version 2, 40 bytes: command, version, number, bytes,
 * entries, block, microseconds, and 8 bytes more, whose unit nobody tells: they are not read. The version is the upper
 * byte of its field.
 */
final class VscsiReader implements TraceReader {

    private static final int LONGEST = 40;
    private static final Set<Integer> READS = Set.of(0x28, 0x88, 0x08, 0xa8);

    /** Where in a record what stands. */
    private enum Version {
        ONE(1, 32, new Fields(14, 12, 4, 24)),
        TWO(2, LONGEST, new Fields(2, 0, 8, 24));

        private final int number;
        private final int length;
        private final Fields fields;

        Version(int number, int length, Fields fields) {
            this.number = number;
            this.length = length;
            this.fields = fields;
        }

        private boolean isOf(ByteBuffer first) {
            return first.limit() >= length && (first.getShort(fields.version()) >> 8 & 0xff) == number;
        }
    }

    private record Fields(int version, int command, int bytes, int micros) {}

    @Override
    public void read(TracePart input, TraceSink sink) throws IOException {
        try (InputStream in = input.bytes()) {
            Version version = version(in);
            long number = 1;
            byte[] bytes = in.readNBytes(version.length);
            for (; bytes.length == version.length; bytes = in.readNBytes(version.length)) {
                record(input, number, ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN), version, sink);
                number++;
            }
            if (bytes.length > 0) {
                sink.malformed(new Malformed(
                        input.place(), number, "a record of " + version.length + " bytes", bytes.length + " bytes"));
            }
        }
    }

    /** By the first record; what says neither is taken for version 1, which others have written without saying so. */
    private static Version version(InputStream in) throws IOException {
        in.mark(LONGEST);
        ByteBuffer first = ByteBuffer.wrap(in.readNBytes(LONGEST)).order(ByteOrder.LITTLE_ENDIAN);
        in.reset();
        Optional<Version> second = Optional.of(Version.TWO).filter(version -> version.isOf(first));
        return Version.ONE.isOf(first) ? Version.ONE : second.orElse(Version.ONE);
    }

    private static void record(TracePart input, long number, ByteBuffer record, Version version, TraceSink sink) {
        Fields fields = version.fields;
        long micros = record.getLong(fields.micros());
        if (micros < 0 || micros > Long.MAX_VALUE / 1000) {
            sink.malformed(new Malformed(input.place(), number, "microseconds", String.valueOf(micros)));
            return;
        }
        boolean isRead = READS.contains(record.get(fields.command()) & 0xff);
        sink.issued(micros * 1000, isRead, Integer.toUnsignedLong(record.getInt(fields.bytes())));
    }
}
