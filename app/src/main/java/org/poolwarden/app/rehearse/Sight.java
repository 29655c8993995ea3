package org.poolwarden.app.rehearse;

import java.util.List;
import java.util.Optional;

/**
 * What the simulated world shows to one question.
 *
 * @param names ordered; empty when the answer is only a number
 */
record Sight(Optional<List<String>> names, int count) {
    static Sight of(List<String> names) {
        return new Sight(Optional.of(names.stream().sorted().toList()), names.size());
    }

    static Sight of(int count) {
        return new Sight(Optional.empty(), count);
    }

    /** Whether it is what was expected: the same names where names are expected, the same number otherwise. */
    boolean fits(Sight expected) {
        return expected.names.isPresent() ? names.equals(expected.names) : count == expected.count;
    }

    @Override
    public String toString() {
        return names.map(List::toString).orElseGet(() -> Integer.toString(count));
    }
}
