package org.poolwarden.failover.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.poolwarden.failover.WatchedPool;

class TurnsTest {

    private final Turns turns = new Turns(2);

    @Test
    void whereAllFitAllHaveTheirTurn() {
        assertThat(names("a", "b")).containsExactly("a", "b");
        assertThat(names("a", "b")).containsExactly("a", "b");
    }

    @Test
    void whereTheyDoNotEachHasItsTurn() {
        assertThat(names("a", "b", "c", "d", "e")).containsExactly("a", "b");
        assertThat(names("a", "b", "c", "d", "e")).containsExactly("c", "d");
        assertThat(names("a", "b", "c", "d", "e")).containsExactly("e", "a");
        assertThat(names("a", "b", "c", "d", "e")).containsExactly("b", "c");
    }

    @Test
    void whoHasGoneMeanwhileHoldsNobodyUp() {
        assertThat(names("a", "b", "c")).containsExactly("a", "b");
        assertThat(names("a", "d", "e")).containsExactly("d", "e");
        assertThat(names()).isEmpty();
    }

    private Stream<String> names(String... pools) {
        List<WatchedPool> all = Stream.of(pools)
                .map(name -> WatchedPool.unheard(name, Instant.EPOCH))
                .toList();
        return turns.next(all).stream().map(WatchedPool::name);
    }
}
