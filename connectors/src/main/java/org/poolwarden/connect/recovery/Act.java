package org.poolwarden.connect.recovery;

import java.util.concurrent.CompletionStage;

/** Carries out commands of one kind. */
interface Act {

    /**
     * Asks the world, takes the last look at the records, and acts once.
     *
     * @return how it ended; fails with a {@link Refusal} when a condition does not hold
     */
    CompletionStage<Ending> run(Order order);
}
