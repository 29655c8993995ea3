package org.poolwarden.bench.capacity;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.poolwarden.bench.capacity.Trial.Outcome;
import org.poolwarden.bench.paired.Comparison;
import org.poolwarden.bench.paired.Comparison.Better;

/**
 * What one contender did, round by round.
 *
 * @param threads of all its turns: a library may keep a group of threads from one to the next
 */
record Column(Contender contender, SideThreads threads, List<Outcome> outcomes) {

    Column(Contender contender) {
        this(contender, new SideThreads(contender.title()), new ArrayList<>());
    }

    String row() {
        return String.format(
                Locale.ROOT,
                "%-24s %10.2f %14.2f %14.0f %20.0f   in %s",
                contender.title(),
                median(Outcome::micros),
                median(Outcome::rocksMicros),
                median(Outcome::stateBytes),
                median(Outcome::changelogBytes),
                contender.stateIn());
    }

    private double median(ToDoubleFunction<Outcome> figure) {
        return Comparison.median(outcomes.stream().mapToDouble(figure).boxed().toList());
    }

    /** CPU of a sample beside the other's. */
    Comparison against(Column control) {
        return new Comparison(control.micros(), micros(), Better.LOWER);
    }

    private List<Double> micros() {
        return outcomes.stream().map(Outcome::micros).toList();
    }
}
