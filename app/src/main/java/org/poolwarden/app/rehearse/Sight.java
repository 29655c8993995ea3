package org.poolwarden.app.rehearse;

import java.util.Collection;
import java.util.List;

/**
 * What the simulated world shows to one question.
 *
 * @param names of hosts or VMs, sorted
 */
record Sight(List<String> names) {
    static Sight of(Collection<String> names) {
        return new Sight(names.stream().sorted().toList());
    }

    int count() {
        return names.size();
    }
}
