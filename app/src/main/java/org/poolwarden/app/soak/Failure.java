package org.poolwarden.app.soak;

import java.util.List;

/**
 * A seed in whose story an invariant broke.
 *
 * @param breaches one sentence each
 * @param scenario a small scenario file in which the first of them breaks too
 */
public record Failure(long seed, List<String> breaches, String scenario) {
    public Failure {
        breaches = List.copyOf(breaches);
    }
}
