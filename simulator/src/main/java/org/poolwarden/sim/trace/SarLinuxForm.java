package org.poolwarden.sim.trace;

import static org.poolwarden.sim.trace.Rate.first;

import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.poolwarden.sim.trace.Rate.Load;
import org.poolwarden.sim.trace.Rate.Speed;

/** What {@code sar -d} prints on Linux. It knows requests of both directions together only. */
final class SarLinuxForm implements LineForm {

    static final Pattern HEAD = Pattern.compile("^\\d\\d:\\d\\d:\\d\\d( [AP]M)?\\s+DEV\\s+tps\\s.*");

    private static final Pattern TIMED = Pattern.compile("^\\d\\d:\\d\\d:\\d\\d( [AP]M)?\\s.*");
    private static final double KIB = 1024;
    private static final double SECTOR = 512;

    private final DayClock clock = new DayClock();
    private Optional<Columns> columns = Optional.empty();

    @Override
    public String expected() {
        return columns.map(known -> String.join(" ", known.heads())).orElse("a table of sar -d");
    }

    @Override
    public void line(String line, TraceSink sink) {
        if (line.startsWith("Linux")) {
            Stamps.date(line).ifPresent(clock::begin);
        }
        if (!TIMED.matcher(line).matches()) {
            return;
        }
        List<String> row = row(line);
        if (HEAD.matcher(line).matches()) {
            columns = Optional.of(new Columns(row));
        } else if (isOfAnotherTable(row)) {
            columns = Optional.empty();
        } else if (columns.isPresent()) {
            device(columns.orElseThrow(), row, sink);
        }
    }

    /** Its first cell is the time, with its half of the day. */
    private static List<String> row(String line) {
        List<String> words = new ArrayList<>(Arrays.asList(line.strip().split("\\s+")));
        if (words.get(1).matches("[AP]M")) {
            words.set(0, words.get(0) + " " + words.remove(1));
        }
        return words;
    }

    private static boolean isOfAnotherTable(List<String> row) {
        return row.size() > 2 && row.stream().skip(2).anyMatch(word -> word.matches(".*(/s|%[a-z]).*"));
    }

    private void device(Columns table, List<String> row, TraceSink sink) {
        if (row.size() != table.size()) {
            throw new IllegalArgumentException("expected " + table.size() + " columns, found " + row.size());
        }
        Speed speed = new Speed(
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                table.rate(row, "tps", 1),
                first(table.rate(row, "rd_sec/s", SECTOR), table.rate(row, "rkB/s", KIB)),
                first(table.rate(row, "wr_sec/s", SECTOR), table.rate(row, "wkB/s", KIB)));
        Load load = new Load(
                first(table.rate(row, "avgqu-sz", 1), table.rate(row, "aqu-sz", 1)),
                table.rate(row, "await", 1),
                table.rate(row, "%util", 1));
        LocalTime time = Stamps.time(row.get(0));
        sink.rate(new Rate(clock.at(time), row.get(1), speed, load));
    }
}
