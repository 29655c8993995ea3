package org.poolwarden.sim.trace;

import static org.poolwarden.sim.trace.Rate.first;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.poolwarden.sim.trace.Rate.Load;
import org.poolwarden.sim.trace.Rate.Speed;

/**
 * What {@code iostat -x} prints, with {@code -t} or without. The first report is since the machine was started, and is
 * passed over. So are disks that are made of others (device mapper, md, loop), whose requests would count twice.
 */
final class IostatForm implements LineForm {

    static final Pattern HEAD = Pattern.compile("^Device:?\\s.*\\sr/s\\s.*");

    private static final Pattern MADE_OF_OTHERS = Pattern.compile("^(dm-|md|loop|ram|zram|sr)\\d.*");
    private static final double KIB = 1024;
    private static final double MIB = 1024 * 1024;
    private static final double SECTOR = 512;

    private Optional<Columns> columns = Optional.empty();
    private Optional<Instant> stamp = Optional.empty();
    private Instant time = Stamps.EPOCH;
    private int reports;

    @Override
    public String expected() {
        return columns.map(known -> String.join(" ", known.heads())).orElse("a table of iostat -x");
    }

    @Override
    public void line(String line, TraceSink sink) {
        Optional<Instant> stamped = Stamps.dateAndTime(line);
        String[] row = line.strip().split("\\s+");
        if (stamped.isPresent()) {
            stamp = stamped;
            columns = Optional.empty();
        } else if (HEAD.matcher(line).matches()) {
            begin(row);
        } else if (isOutside(line)) {
            columns = Optional.empty();
        } else if (columns.isPresent()) {
            device(columns.orElseThrow(), List.of(row), sink);
        }
    }

    /** Without times, a report is a second after the one before: iostat does not tell its interval. */
    private void begin(String... heads) {
        reports++;
        Instant now = time;
        time = stamp.orElseGet(() -> now.plusSeconds(1));
        stamp = Optional.empty();
        String[] plain = heads.clone();
        plain[0] = "device";
        columns = Optional.of(new Columns(Arrays.asList(plain)));
    }

    /** A number in the first column is the line below the heads of the processors. */
    private static boolean isOutside(String line) {
        return line.startsWith("avg-cpu") || line.startsWith("Linux") || Character.isWhitespace(line.charAt(0));
    }

    private void device(Columns table, List<String> row, TraceSink sink) {
        if (row.size() != table.size()) {
            throw new IllegalArgumentException("expected " + table.size() + " columns, found " + row.size());
        }
        Speed speed = new Speed(
                table.rate(row, "r/s", 1),
                table.rate(row, "w/s", 1),
                OptionalDouble.empty(),
                bytes(table, row, 'r'),
                bytes(table, row, 'w'));
        Load load = new Load(
                first(table.rate(row, "avgqu-sz", 1), table.rate(row, "aqu-sz", 1)),
                table.rate(row, "await", 1),
                table.rate(row, "%util", 1));
        if (reports > 1 && !MADE_OF_OTHERS.matcher(row.get(0)).matches()) {
            sink.rate(new Rate(time, row.get(0), speed, load));
        }
    }

    private static OptionalDouble bytes(Columns table, List<String> row, char direction) {
        return first(
                table.rate(row, direction + "MB/s", MIB),
                table.rate(row, direction + "kB/s", KIB),
                table.rate(row, direction + "sec/s", SECTOR));
    }
}
