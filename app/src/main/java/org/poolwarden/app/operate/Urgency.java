package org.poolwarden.app.operate;

import org.poolwarden.schema.Finding;
import org.poolwarden.schema.Severity;
import org.poolwarden.schema.VerdictKind;

/** How soon somebody should look at a pool; the greater the sooner. */
public final class Urgency {

    /** Weight of a verdict below that of any severity. */
    private static final int VERDICTS = 100;

    private static final int UNJUDGED = 7;

    private Urgency() {}

    /** The gravest alert first, an acknowledged one like any other; among equals the verdict. */
    public static int of(KnownPool pool) {
        int severity = pool.firing().stream()
                .findFirst()
                .map(known -> ofAlert(known.severity()))
                .orElse(0);
        return severity * VERDICTS
                + pool.finding()
                        .map(Finding::getVerdict)
                        .map(Urgency::ofVerdict)
                        .orElse(UNJUDGED);
    }

    private static int ofAlert(Severity severity) {
        return switch (severity) {
            case CRITICAL -> 3;
            case WARNING -> 2;
            case INFO -> 1;
            case UNSPECIFIED -> 0;
        };
    }

    private static int ofVerdict(VerdictKind verdict) {
        return switch (verdict) {
            case SPLIT_BRAIN -> 12;
            case MASTER_LOST -> 11;
            case POOL_DARK -> 10;
            case TOOLSTACK_DOWN -> 9;
            case BLIND -> 8;
            case MASTER_UNSEEN -> 6;
            case HOST_LOST -> 5;
            case HOST_ORPHANED -> 4;
            case POOL_BOOTING -> 3;
            case TRANSITION -> 2;
            case DOUBTFUL -> 1;
            case SETTLED, UNSPECIFIED -> 0;
        };
    }
}
