package org.poolwarden.sim.trace;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;

/**
 * A file that can be read more than once; what is gzipped, by its first two bytes, is unpacked.
 *
 * @param progress is given the number of bytes read from the file, packed as it is
 */
record TraceInput(Path file, LongConsumer progress) {

    private static final int GZIP = 0x1f8b;
    private static final int BUFFER = 1 << 16;

    /** Without the ending that says it is packed. */
    String name() {
        return file.getFileName().toString().replaceAll("\\.gz$", "");
    }

    InputStream open() throws IOException {
        InputStream bytes = new BufferedInputStream(new Counted(Files.newInputStream(file), progress), BUFFER);
        bytes.mark(2);
        boolean isPacked = (bytes.read() << 8 | bytes.read()) == GZIP;
        bytes.reset();
        return isPacked ? new BufferedInputStream(new GZIPInputStream(bytes, BUFFER), BUFFER) : bytes;
    }

    /** Bytes that are no characters do not stop it: Latin-1 knows them all. */
    BufferedReader lines() throws IOException {
        return new BufferedReader(new InputStreamReader(open(), StandardCharsets.ISO_8859_1), BUFFER);
    }

    IOException nothing(TraceFormat format, Complaints complaints) {
        String first = complaints.first().isEmpty()
                ? file + ": expected a trace of format " + format.word() + ", found nothing of it"
                : complaints.first().get(0).toString();
        return new IOException(first);
    }

    private static final class Counted extends FilterInputStream {
        private final LongConsumer progress;

        Counted(InputStream in, LongConsumer progress) {
            super(in);
            this.progress = progress;
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            progress.accept(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = super.read(bytes, offset, length);
            progress.accept(Math.max(0, count));
            return count;
        }
    }
}
