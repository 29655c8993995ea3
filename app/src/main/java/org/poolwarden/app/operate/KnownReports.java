package org.poolwarden.app.operate;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.poolwarden.app.spelling.Nearest;
import org.poolwarden.schema.CapacityReport;
import org.poolwarden.schema.ReportScope;
import org.poolwarden.schema.StorageProfile;

/** What the compacted topics say last of storage repositories, hosts, pools and the fleet. */
public final class KnownReports {

    private static final Comparator<CapacityReport> ORDER = Comparator.comparingInt(KnownReports::rank)
            .thenComparing(KnownReports::pool)
            .thenComparing(KnownReports::id)
            .thenComparing(CapacityReport::getWindow);

    private final List<CapacityReport> reports;

    /** By SR; not every SR has one. */
    private final Map<String, String> names;

    private KnownReports(List<CapacityReport> reports, Map<String, String> names) {
        this.reports = reports;
        this.names = names;
    }

    /** Reads reports of every scope, and profiles, up to their present ends. */
    public static KnownReports read(Cluster cluster) throws Trouble {
        List<CapacityReport> reports =
                KnownPools.last(cluster.read(cluster.topics().capacityReports())).values().stream()
                        .flatMap(entry -> entry.value().stream())
                        .sorted(ORDER)
                        .toList();
        return new KnownReports(reports, names(cluster, reports));
    }

    /** What SRs are called, by uuid: in their profile, or else in the pool's database, as a report has it. */
    public static Map<String, String> names(Cluster cluster, Collection<CapacityReport> reports) throws Trouble {
        Map<String, String> names = new TreeMap<>();
        reports.forEach(report -> report.getName().ifPresent(name -> names.put(id(report), name)));
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

    /** Of an SR or a host; empty for a pool and the fleet. */
    static String id(CapacityReport report) {
        return report.getId().orElse("");
    }

    /** What people call an SR, or else its UUID; what else has a report by its own name. */
    String name(CapacityReport report) {
        return switch (report.getScope()) {
            case SR, UNSPECIFIED -> name(id(report));
            case HOST -> id(report);
            case POOL -> pool(report);
            case FLEET -> "fleet";
        };
    }

    /** Of an SR by its UUID. */
    String name(String sr) {
        return names.getOrDefault(sr, sr);
    }

    private static int rank(CapacityReport report) {
        return switch (report.getScope()) {
            case FLEET -> 0;
            case POOL -> 1;
            case SR -> 2;
            case HOST, UNSPECIFIED -> 3;
        };
    }

    /** Those about storage repositories alone. */
    public KnownReports srs() {
        return where(report -> report.getScope() == ReportScope.SR);
    }

    /** Those about pools and their storage repositories. */
    public KnownReports poolsAndSrs() {
        return where(report -> report.getScope() == ReportScope.POOL || report.getScope() == ReportScope.SR);
    }

    /** Of the fleet, then of its pools, the fullest first. */
    public KnownReports fleet() {
        Map<String, Double> fullest = new TreeMap<>();
        reports.forEach(
                report -> fullest.merge(pool(report), report.getUtilisation().orElse(-1.0), Math::max));
        List<CapacityReport> some = reports.stream()
                .filter(report -> report.getScope() == ReportScope.FLEET || report.getScope() == ReportScope.POOL)
                .sorted(Comparator.comparingInt(KnownReports::rank)
                        .thenComparing(report -> -fullest.get(pool(report)))
                        .thenComparing(ORDER))
                .toList();
        return new KnownReports(some, names);
    }

    /**
     * Of one host.
     *
     * @throws Trouble naming the nearest host when none of that name has a report
     */
    public KnownReports onHost(String host) throws Trouble {
        KnownReports hosts = where(report -> report.getScope() == ReportScope.HOST);
        KnownReports some = hosts.where(report -> id(report).equals(host));
        if (some.reports.isEmpty()) {
            throw Trouble.usage(Nearest.unknown("host", host, hosts.ids()));
        }
        return some;
    }

    private TreeSet<String> ids() {
        return reports.stream().map(KnownReports::id).collect(Collectors.toCollection(TreeSet::new));
    }

    private KnownReports where(Predicate<CapacityReport> wanted) {
        return new KnownReports(reports.stream().filter(wanted).toList(), names);
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
        KnownReports some = where(report -> pool(report).equals(pool));
        if (some.reports.isEmpty()) {
            throw Trouble.usage(Nearest.unknown(
                    "pool",
                    pool,
                    reports.stream()
                            .map(KnownReports::pool)
                            .filter(name -> !name.isEmpty())
                            .collect(Collectors.toCollection(TreeSet::new))));
        }
        return some;
    }

    /**
     * The reports of one SR, by its name, its UUID, or enough of the beginning of that.
     *
     * @throws Trouble naming the nearest SR when there is none, or all that are meant when there are several
     */
    public KnownReports called(String word) throws Trouble {
        TreeSet<String> all = srs().ids();
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
        return srs().where(report -> id(report).equals(meant.get(0)));
    }

    private boolean isMeant(String word, String sr) {
        return sr.startsWith(word) || word.equals(names.get(sr));
    }
}
