package org.poolwarden.app.demo;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.poolwarden.app.run.StartException;
import org.poolwarden.schema.PoolPolicy;
import org.poolwarden.schema.StorageProfile;
import org.poolwarden.sim.SimEvent;

/** What the demo shows: who plays, by which policy, what happens and what must come of it. */
interface Story {

    /** Names of the hosts; the first is master. */
    List<String> hosts();

    /** What a reader of the lines must know. */
    default List<String> legend() {
        return List.of(
                "world: what really happens, which nobody is told; answer: what a host says when it is asked;",
                "finding: the verdict and its reason; withheld: a command that a guard holds back, and until when.");
    }

    /** The simulated hosts. */
    default DemoPool pool(Consumer<SimEvent> events) throws StartException {
        return DemoPool.open(hosts(), events);
    }

    /** Who looks at the pool, and who acts on it. */
    default List<DemoConnector> connectors() {
        return List.of(DemoConnector.RECOVERY, DemoConnector.HEARTBEAT, DemoConnector.EVENTS);
    }

    /** What an operator has said of the pool's storage; empty for nothing. */
    default Optional<StorageProfile> profile(DemoPool pool) {
        return Optional.empty();
    }

    /** What poolwarden may do by itself in this story. */
    default void allow(PoolPolicy.Builder policy) {}

    /**
     * Plays it to its end.
     *
     * @throws Spoiled when it did not go as it should
     */
    void play(Scene scene) throws Spoiled, InterruptedException;

    /** Why a story did not end as it should, as a sentence. */
    final class Spoiled extends Exception {
        private static final long serialVersionUID = 1L;

        Spoiled(String sentence) {
            super(sentence);
        }
    }
}
