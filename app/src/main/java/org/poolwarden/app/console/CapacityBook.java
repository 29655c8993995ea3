package org.poolwarden.app.console;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.poolwarden.schema.CapacityReport;
import org.poolwarden.schema.ReportScope;

/** What capacity reports have said of storage repositories and pools so far. */
final class CapacityBook {

    private final SortedMap<String, CapacitySubject> subjects = new TreeMap<>();
    private final Map<String, String> profiled = new HashMap<>();

    /** The key of what it is about; empty for a host or the fleet, which have no page. */
    Optional<String> add(CapacityReport report) {
        Optional<String> key = key(report);
        key.ifPresent(known ->
                subjects.merge(known, CapacitySubject.of(known, report), (before, first) -> before.with(report)));
        return key;
    }

    private static Optional<String> key(CapacityReport report) {
        return report.getScope() == ReportScope.SR || report.getScope() == ReportScope.POOL
                ? report.getPool()
                        .map(pool -> report.getId().map(id -> pool + "/" + id).orElse(pool))
                : Optional.empty();
    }

    /** What a person has called an SR; empty when nobody does any more. */
    void name(String sr, Optional<String> name) {
        name.ifPresentOrElse(known -> profiled.put(sr, known), () -> profiled.remove(sr));
    }

    /** The fullest first. */
    List<CapacitySubject> all() {
        return subjects.values().stream()
                .map(this::named)
                .sorted(Comparator.comparingDouble(CapacitySubject::used)
                        .reversed()
                        .thenComparing(CapacitySubject::key))
                .toList();
    }

    Optional<CapacitySubject> subject(String key) {
        return Optional.ofNullable(subjects.get(key)).map(this::named);
    }

    /** What people call the SRs beside a subject, by id. */
    Map<String, String> names(CapacitySubject subject) {
        String pool = subject.now().getPool().orElse("");
        // Its SRs lie side by side: a zero is what comes after a slash.
        return subjects.subMap(pool + "/", pool + "0").values().stream()
                .map(this::named)
                .collect(Collectors.toMap(CapacitySubject::id, CapacitySubject::name, (one, same) -> one));
    }

    private CapacitySubject named(CapacitySubject subject) {
        return Optional.ofNullable(profiled.get(subject.id()))
                .map(subject::called)
                .orElse(subject);
    }
}
