package org.poolwarden.sim.trace;

/**
 * A request in a line of words with blanks between them.
 *
 * @param time where the time is told: its word, and what a 1 of it is worth in nanoseconds as a power of ten
 * @param size where the size is told, and whether in sectors of 512 bytes
 * @param read where a read is told, and by which word
 * @param words how many there are at least
 */
record SpacedForm(String expected, Time time, Size size, Read read, int words) implements LineForm {

    record Time(int word, int digits) {}

    record Size(int word, boolean isInSectors) {}

    record Read(int word, String sign) {}

    /** UCARE's replayer. */
    static SpacedForm ucare() {
        return new SpacedForm(
                "time(ms) device offset size(bytes) op(1 = read)",
                new Time(0, 6),
                new Size(3, false),
                new Read(4, "1"),
                5);
    }

    /** DiskSim as MQSim and SSDSim write it. */
    static SpacedForm disksim() {
        return new SpacedForm(
                "time(ns) device lsn size(sectors) op(1 = read)",
                new Time(0, 0),
                new Size(3, true),
                new Read(4, "1"),
                5);
    }

    /** FIU's traces for the study of deduplication. */
    static SpacedForm fiu() {
        return new SpacedForm(
                "time(ns) pid process lba size(sectors) R|W major minor md5",
                new Time(0, 0),
                new Size(4, true),
                new Read(5, "R"),
                9);
    }

    @Override
    public void line(String line, TraceSink sink) {
        String[] row = line.strip().split("\\s+");
        if (row.length < words) {
            throw new IllegalArgumentException("expected " + words + " words, found " + row.length);
        }
        long nanos = Numbers.nanos(row[time.word()], time.digits());
        String number = row[size.word()];
        long bytes = size.isInSectors() ? Numbers.sectors(number) : Numbers.bytes(number);
        sink.issued(nanos, row[read.word()].equals(read.sign()), bytes);
    }
}
