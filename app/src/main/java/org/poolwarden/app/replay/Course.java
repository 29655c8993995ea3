package org.poolwarden.app.replay;

import java.util.List;
import java.util.Set;
import org.poolwarden.schema.PoolCheckpoint;

/**
 * The way a pool went, as far as it is known.
 *
 * @param first what was decided before it is not decided again
 * @param unjudged causes of decisions that cannot be made again: time looked in while the processor was late, and
 *     where it stood then is in no checkpoint
 * @param steps the first is the first checkpoint
 */
record Course(PoolCheckpoint first, Set<String> unjudged, List<Step> steps) {

    Course {
        unjudged = Set.copyOf(unjudged);
        steps = List.copyOf(steps);
    }

    /** Whether a decision of then is to be made again. */
    boolean covers(Decided then) {
        return !then.at().isBefore(first.getAt())
                && !then.isUnfounded()
                && !Positions.isDecidedBefore(then.cause(), first)
                && !unjudged.contains(then.cause());
    }
}
