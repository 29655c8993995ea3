package org.poolwarden.app.console;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.poolwarden.schema.CapacityReport;
import org.poolwarden.schema.ReportScope;

/** What capacity reports have said of storage repositories and pools so far. */
final class CapacityBook {

    private final Map<String, CapacitySubject> subjects = new TreeMap<>();
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

    /** What people call SRs, by id. */
    Map<String, String> names() {
        return all().stream()
                .filter(subject -> subject.now().getScope() == ReportScope.SR)
                .collect(Collectors.toMap(CapacitySubject::id, CapacitySubject::name, (one, same) -> one));
    }

    private CapacitySubject named(CapacitySubject subject) {
        return Optional.ofNullable(profiled.get(subject.id()))
                .map(subject::called)
                .orElse(subject);
    }
}
