package org.poolwarden.bench.interview;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.poolwarden.bench.paired.Comparison;

/** Figures of each variant, round by round. */
final class Results {

    private final Map<Variant, List<Map<Figure, Double>>> rounds = new EnumMap<>(Variant.class);

    void add(Variant variant, Map<Figure, Double> figures) {
        rounds.computeIfAbsent(variant, first -> new ArrayList<>()).add(Map.copyOf(figures));
    }

    /** In the order of their turns. */
    Set<Variant> variants() {
        return rounds.keySet();
    }

    int rounds(Variant variant) {
        return rounds.get(variant).size();
    }

    double median(Variant variant, Figure figure) {
        return Comparison.median(all(variant, figure));
    }

    /** Empty where a variant was not run, or where there is nothing to divide. */
    Optional<Comparison> comparison(Variant variant, Variant control, Figure figure) {
        if (!rounds.containsKey(variant) || !rounds.containsKey(control)) {
            return Optional.empty();
        }
        List<Double> divisors = all(control, figure);
        List<Double> figures = all(variant, figure);
        boolean isKnown = divisors.stream().allMatch(value -> value > 0)
                && figures.stream().noneMatch(value -> value.isNaN());
        return isKnown ? Optional.of(new Comparison(divisors, figures, figure.better())) : Optional.empty();
    }

    private List<Double> all(Variant variant, Figure figure) {
        return rounds.get(variant).stream().map(figures -> figures.get(figure)).toList();
    }
}
