package org.poolwarden.failover;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.poolwarden.failover.HostView.Word;
import org.poolwarden.schema.Testimony;

/**
 * What slaves say of their path to one master: each its last word to every live observer, while that is younger than
 * 2H.
 *
 * @param master address of the master that is spoken of
 */
record Testimonies(PoolFacts facts, String master) {

    /** Slaves that have lost it, ordered. Who is connected to it in the eyes of any observer has not. */
    List<String> lost() {
        return lost(word -> true);
    }

    /** Slaves that have said so since {@code first}: what was said before a silence says nothing about it. */
    List<String> lostSince(Instant first) {
        return lost(said -> !said.isBefore(first));
    }

    /** Slaves that reach it, ordered. */
    List<String> connected() {
        return slaves().filter(this::isConnected).toList();
    }

    private List<String> lost(Predicate<Instant> counts) {
        return slaves().filter(
                        slave -> words(slave, Testimony.LOST).map(Word::at).anyMatch(counts) && !isConnected(slave)
                                || stuck(slave).filter(counts).isPresent())
                .toList();
    }

    private boolean isConnected(String slave) {
        return words(slave, Testimony.CONNECTED).findAny().isPresent();
    }

    private Stream<String> slaves() {
        return facts.pool().addresses().stream().filter(address -> !address.equals(master));
    }

    private Stream<Word> words(String slave, Testimony testimony) {
        return facts.sightings(slave)
                .flatMap(view -> view.testified().stream())
                .filter(word -> word.testimony() == testimony && word.master().equals(master))
                .filter(word -> facts.isFresh(word.at()));
    }

    /** When a slave last answered from an emergency mode that has lasted 6H without a break and speaks of its master. */
    private Optional<Instant> stuck(String slave) {
        return facts.sightings(slave)
                .filter(facts::isStuck)
                .map(view -> view.last().at())
                .filter(facts::isFresh)
                .max(Instant::compareTo);
    }
}
