package org.poolwarden.app.soak;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/** What keeps poolwarden itself from seeing: network, observers, processor, and the delivery between them. */
final class Disturbance {

    private static final Set<String> VERBS =
            Set.of("cut", "slow", "lossy", "flap", "observer", "processor", "delay", "duplicate", "clock");

    private Disturbance() {}

    /** All that ever began, up to {@code at} itself; it may be over. */
    static List<Told<String>> until(Chronicle story, Duration at) {
        return story.events().stream()
                .filter(event -> event.at().compareTo(at) <= 0)
                .filter(event -> VERBS.contains(event.what().split(" ")[0]))
                .toList();
    }
}
