package org.poolwarden.sim.trace;

import java.time.Instant;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.poolwarden.sim.trace.Rate.Load;
import org.poolwarden.sim.trace.Rate.Speed;

/**
 * What {@code sar -d} prints on AIX: the time stands before the first disk only. It does not tell reads from writes, and
 * its Kbs/s are of both. The averages at the end are not read.
 */
final class SarAixForm implements LineForm {

    static final Pattern HEAD = Pattern.compile("^\\d\\d:\\d\\d:\\d\\d\\s+device\\s+%busy\\s+.*");

    private static final Pattern TIMED = Pattern.compile("^(\\d\\d:\\d\\d:\\d\\d)\\s+(.*)$");
    private static final Columns COLUMNS = Columns.of("device", "%busy", "avque", "r+w/s", "Kbs/s", "avwait", "avserv");

    private final DayClock clock = new DayClock();
    private Optional<Instant> time = Optional.empty();
    private boolean isOver;

    @Override
    public String expected() {
        return String.join(" ", COLUMNS.heads());
    }

    @Override
    public void line(String line, TraceSink sink) {
        isOver |= line.startsWith("Average");
        Matcher timed = TIMED.matcher(line);
        boolean isTimed = timed.matches();
        if (isOver || line.contains("device")) {
            return;
        }
        if (line.startsWith("AIX")) {
            Stamps.date(line).ifPresent(clock::begin);
        }
        if (isTimed) {
            time = Optional.of(clock.at(LocalTime.parse(timed.group(1))));
        }
        List<String> row =
                Arrays.asList((isTimed ? timed.group(2) : line).strip().split("\\s+"));
        if (time.isPresent() && row.get(0).startsWith("hdisk")) {
            device(row, sink);
        }
    }

    private void device(List<String> row, TraceSink sink) {
        if (row.size() != COLUMNS.size()) {
            throw new IllegalArgumentException("expected " + COLUMNS.size() + " columns, found " + row.size());
        }
        Speed speed = new Speed(
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                COLUMNS.rate(row, "r+w/s", 1),
                OptionalDouble.empty(),
                OptionalDouble.empty());
        double await = COLUMNS.rate(row, "avwait", 1).orElseThrow()
                + COLUMNS.rate(row, "avserv", 1).orElseThrow();
        Load load = new Load(COLUMNS.rate(row, "avque", 1), OptionalDouble.of(await), COLUMNS.rate(row, "%busy", 1));
        sink.rate(new Rate(time.orElseThrow(), row.get(0), speed, load));
    }
}
