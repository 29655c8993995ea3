package org.poolwarden.app.demo;

import java.util.List;
import org.poolwarden.schema.PoolPolicy;

/** What the demo shows: who plays, by which policy, what happens and what must come of it. */
interface Story {

    /** Names of the hosts; the first is master. */
    List<String> hosts();

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
