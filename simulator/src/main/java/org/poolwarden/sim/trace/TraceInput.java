package org.poolwarden.sim.trace;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * A file that can be read more than once. What is gzipped, by its first two bytes, is unpacked; so is a tar archive, whose
 * files are parts of one trace, in the archive's order, each gzipped or not. Nothing is written anywhere.
 *
 * @param progress is given the number of bytes read from the file, packed as it is
 */
record TraceInput(Path file, LongConsumer progress) {

    private static final int GZIP = 0x1f8b;
    private static final int BUFFER = 1 << 16;
    /** Tar's records, the first of which is a head. */
    private static final int TAR_HEAD = 512;

    /** What is done with a part, while it is open. */
    interface Part {
        void read(TracePart part) throws IOException;
    }

    /** Every part, one after the other. */
    void each(Part reader) throws IOException {
        try (InputStream bytes = open()) {
            if (!isTar(bytes)) {
                reader.read(new TracePart(file.toString(), plainName(file.toString()), bytes));
                return;
            }
            TarArchiveInputStream archive = new TarArchiveInputStream(bytes);
            for (TarArchiveEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                if (entry.isFile() && !plainName(entry.getName()).startsWith(".")) {
                    reader.read(part(entry, archive));
                }
            }
        }
    }

    private TracePart part(TarArchiveEntry entry, InputStream archive) throws IOException {
        InputStream bytes = new BufferedInputStream(new KeptOpen(archive), BUFFER);
        return new TracePart(file + "!" + entry.getName(), plainName(entry.getName()), unpacked(bytes));
    }

    /** Without folders, and without the ending that says it is packed. */
    private static String plainName(String path) {
        return path.replaceAll("^.*[/\\\\]", "").replaceAll("\\.gz$", "");
    }

    private InputStream open() throws IOException {
        return unpacked(new BufferedInputStream(new Counted(Files.newInputStream(file), progress), BUFFER));
    }

    private static InputStream unpacked(InputStream bytes) throws IOException {
        bytes.mark(2);
        boolean isPacked = (bytes.read() << 8 | bytes.read()) == GZIP;
        bytes.reset();
        return isPacked ? new BufferedInputStream(new GZIPInputStream(bytes, BUFFER), BUFFER) : bytes;
    }

    private static boolean isTar(InputStream bytes) throws IOException {
        bytes.mark(TAR_HEAD);
        byte[] head = bytes.readNBytes(TAR_HEAD);
        bytes.reset();
        return TarArchiveInputStream.matches(head, head.length);
    }

    IOException nothing(TraceFormat format, Complaints complaints) {
        String first = complaints.first().isEmpty()
                ? file + ": expected a trace of format " + format.word() + ", found nothing of it"
                : complaints.first().get(0).toString();
        return new IOException(first);
    }

    /** One part of an archive ends before the archive does. */
    private static final class KeptOpen extends FilterInputStream {
        KeptOpen(InputStream in) {
            super(in);
        }

        @Override
        public void close() {
            // The archive closes itself.
        }
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
