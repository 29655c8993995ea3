package org.poolwarden.failover;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import org.poolwarden.schema.Answer;

/** When toolstacks completed TLS and closed, as they do while they restart. */
record Closings(PoolFacts facts) {

    /** Since when a host does so, to every observer that gets an answer; empty when it answers somebody otherwise. */
    Optional<Instant> since(String address) {
        boolean closed =
                facts.sightings(address).filter(HostView::answers).allMatch(v -> v.answers(Answer.TOOLSTACK_CLOSED));
        return closed ? first(address, v -> v.answers(Answer.TOOLSTACK_CLOSED)) : Optional.empty();
    }

    /** When a host began to do so, the last time that it did; it may answer otherwise by now. */
    Optional<Instant> last(String address) {
        return first(address, v -> true);
    }

    private Optional<Instant> first(String address, Predicate<HostView> seen) {
        return facts.sightings(address)
                .filter(seen)
                .flatMap(v -> v.since().closed().stream())
                .min(Instant::compareTo);
    }
}
