package org.poolwarden.capacity;

import java.util.List;
import java.util.Optional;
import org.poolwarden.schema.ReportScope;

/**
 * What a report is about.
 *
 * @param pool empty for the fleet
 * @param id SR or host; empty for a pool and the fleet
 */
public record Subject(ReportScope scope, String pool, String id) {

    static Subject sr(String pool, String sr) {
        return new Subject(ReportScope.SR, pool, sr);
    }

    static Subject host(String pool, String host) {
        return new Subject(ReportScope.HOST, pool, host);
    }

    public static Subject fleet() {
        return new Subject(ReportScope.FLEET, "", "");
    }

    public static Subject pool(String pool) {
        return new Subject(ReportScope.POOL, pool, "");
    }

    /** Everything that a source's requests count for. */
    public static List<Subject> of(String pool, SourceId source) {
        Subject host = host(pool, source.host());
        return source.sr().isEmpty() ? List.of(host, pool(pool)) : List.of(sr(pool, source.sr()), host, pool(pool));
    }

    /** The report's key, for example {@code sr/closet/caa66549-0000/10m}. */
    public String key(Window window) {
        return switch (scope) {
            case SR -> "sr/" + pool + "/" + id + "/" + window.word();
            case HOST -> "host/" + pool + "/" + id + "/" + window.word();
            case POOL -> "pool/" + pool + "/" + window.word();
            case FLEET -> "fleet/" + window.word();
            case UNSPECIFIED -> throw new IllegalStateException("a subject has a scope");
        };
    }

    Optional<String> named() {
        return Optional.of(id).filter(name -> !name.isEmpty());
    }
}
