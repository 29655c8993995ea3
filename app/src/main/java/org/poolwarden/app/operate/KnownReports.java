package org.poolwarden.app.operate;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.poolwarden.app.spelling.Nearest;
import org.poolwarden.schema.CapacityReport;
import org.poolwarden.schema.ReportScope;
import org.poolwarden.schema.StorageProfile;

/** What the compacted topics say last of every storage repository. */
public final class KnownReports {

    private static final Comparator<CapacityReport> ORDER = Comparator.comparing(KnownReports::pool)
            .thenComparing(KnownReports::sr)
            .thenComparing(CapacityReport::getWindow);

    private final List<CapacityReport> reports;

    /** By SR; not every SR has one. */
    private final Map<String, String> names;

    private KnownReports(List<CapacityReport> reports, Map<String, String> names) {
        this.reports = reports;
        this.names = names;
    }

    /** Reads reports and profiles up to their present ends. */
    public static KnownReports read(Cluster cluster) throws Trouble {
        List<CapacityReport> reports =
                KnownPools.last(cluster.read(cluster.topics().capacityReports())).values().stream()
                        .flatMap(entry -> entry.value().stream())
                        .filter(report -> report.getScope() == ReportScope.SR)
                        .sorted(ORDER)
                        .toList();
        return new KnownReports(reports, names(cluster, reports));
    }

    /** What SRs are called, by uuid: in their profile, or else in the pool's database, as a report has it. */
    public static Map<String, String> names(Cluster cluster, Collection<CapacityReport> reports) throws Trouble {
        Map<String, String> names = new TreeMap<>();
        reports.forEach(report -> report.getName().ifPresent(name -> names.put(sr(report), name)));
        for (Entry<StorageProfile> entry : KnownPools.last(
                        cluster.read(cluster.topics().storageProfiles()))
                .values()) {
            entry.value().flatMap(StorageProfile::getName).ifPresent(name -> names.put(entry.key(), name));
        }
        return names;
    }

    static String pool(CapacityReport report) {
        return report.getPool().orElse("");
    }

    static String sr(CapacityReport report) {
        return report.getId().orElse("");
    }

    /** What people call it, or else its UUID. */
    String name(CapacityReport report) {
        return names.getOrDefault(sr(report), sr(report));
    }

    public List<CapacityReport> all() {
        return reports;
    }

    /**
     * Of one pool only.
     *
     * @throws Trouble naming the nearest pool when none of that name has a report
     */
    public KnownReports of(String pool) throws Trouble {
        List<CapacityReport> some =
                reports.stream().filter(report -> pool(report).equals(pool)).toList();
        if (some.isEmpty()) {
            throw Trouble.usage(Nearest.unknown(
                    "pool",
                    pool,
                    reports.stream().map(KnownReports::pool).collect(Collectors.toCollection(TreeSet::new))));
        }
        return new KnownReports(some, names);
    }

    /**
     * The reports of one SR, by its name, its UUID, or enough of the beginning of that.
     *
     * @throws Trouble naming the nearest SR when there is none, or all that are meant when there are several
     */
    public KnownReports called(String word) throws Trouble {
        TreeSet<String> all = reports.stream().map(KnownReports::sr).collect(Collectors.toCollection(TreeSet::new));
        List<String> meant = all.contains(word)
                ? List.of(word)
                : all.stream().filter(sr -> isMeant(word, sr)).toList();
        if (meant.isEmpty()) {
            List<String> known = all.stream()
                    .flatMap(sr -> Stream.concat(Stream.of(sr), Optional.ofNullable(names.get(sr)).stream()))
                    .toList();
            throw Trouble.usage(Nearest.unknown("SR", word, known));
        }
        if (meant.size() > 1) {
            throw Trouble.usage("which SR is meant: " + Nearest.list(meant) + "?");
        }
        return new KnownReports(
                reports.stream()
                        .filter(report -> sr(report).equals(meant.get(0)))
                        .toList(),
                names);
    }

    private boolean isMeant(String word, String sr) {
        return sr.startsWith(word) || word.equals(names.get(sr));
    }
}
