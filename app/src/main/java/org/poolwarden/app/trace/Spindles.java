package org.poolwarden.app.trace;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.poolwarden.app.spelling.Nearest;
import org.poolwarden.capacity.DiskKind;
import org.poolwarden.capacity.FunctionalIops;
import org.poolwarden.capacity.RaidLevel;

/** Disks as somebody types them: {@code 8x15k}, or {@code 8x187.5} where each is known to serve so many requests. */
public final class Spindles {

    private static final Pattern FORM = Pattern.compile("(\\d{1,6})x([\\w.]+)");
    private static final Map<String, DiskKind> KINDS = new TreeMap<>(Map.of(
            "5.4k", DiskKind.RPM_5400,
            "7.2k", DiskKind.RPM_7200,
            "10k", DiskKind.RPM_10K,
            "15k", DiskKind.RPM_15K,
            "ssd", DiskKind.SATA_SSD,
            "nvme", DiskKind.NVME));

    private Spindles() {}

    /**
     * @throws IllegalArgumentException with a sentence that says what was expected
     */
    public static FunctionalIops of(String disks, String raid) {
        Matcher form = FORM.matcher(disks);
        if (!form.matches()) {
            throw new IllegalArgumentException("--disks: expected a number and a kind as in 8x15k, found " + disks);
        }
        return FunctionalIops.of(Integer.parseInt(form.group(1)), each(form.group(2)), level(raid));
    }

    private static double each(String word) {
        Optional<DiskKind> kind = Optional.ofNullable(KINDS.get(word));
        if (kind.isPresent()) {
            return kind.orElseThrow().iops();
        }
        if (word.matches("\\d+(\\.\\d+)?")) {
            return Double.parseDouble(word);
        }
        throw new IllegalArgumentException("--disks: " + Nearest.unknown("kind of disk", word, KINDS.keySet()));
    }

    private static RaidLevel level(String word) {
        List<String> known = Arrays.stream(RaidLevel.values())
                .map(level -> level.name().replace("RAID_", "").toLowerCase(java.util.Locale.ROOT))
                .toList();
        int found = known.indexOf(word);
        if (found < 0) {
            throw new IllegalArgumentException("--raid: " + Nearest.unknown("level", word, known));
        }
        return RaidLevel.values()[found];
    }
}
