package org.poolwarden.app.replay;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * The way a pool went, as far as it is known.
 *
 * @param begins what was decided before is not decided again
 * @param before the place of the record that the first checkpoint follows, whose own decisions lie before it; empty when
 *     they do not
 * @param unjudged causes of decisions that cannot be made again: time looked in while the processor was late, and
 *     where it stood then is in no checkpoint
 * @param steps the first is the first checkpoint
 */
record Course(Instant begins, String before, Set<String> unjudged, List<Step> steps) {

    Course {
        unjudged = Set.copyOf(unjudged);
        steps = List.copyOf(steps);
    }

    /** Whether a decision of then is to be made again. */
    boolean covers(Decided then) {
        return !then.at().isBefore(begins)
                && !then.cause().equals(before)
                && !then.isUnfounded()
                && !unjudged.contains(then.cause());
    }
}
