package org.poolwarden.sim.trace;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** CloudPhysics as text: version, microseconds, SCSI operation code in hexadecimal, bytes, block. */
final class CloudPhysicsForm implements LineForm {

    static final String HEAD = "version,time,op,size";

    private static final Set<String> READS = Set.of("28", "88", "8", "a8", "08");

    private Optional<Columns> columns = Optional.empty();

    @Override
    public String expected() {
        return "version,time(us),op,size(bytes),lbn";
    }

    @Override
    public void line(String line, TraceSink sink) {
        String[] cells = line.strip().split(",");
        if (columns.isEmpty()) {
            boolean hasHead = line.startsWith(HEAD);
            columns = Optional.of(hasHead ? Columns.of(cells) : Columns.of("version", "time", "op", "size", "lbn"));
            if (hasHead) {
                return;
            }
        }
        List<String> row = List.of(cells);
        Columns known = columns.orElseThrow();
        long nanos = Numbers.nanos(known.in(row, "time"), 3);
        sink.issued(nanos, READS.contains(known.in(row, "op")), Numbers.bytes(known.in(row, "size")));
    }
}
