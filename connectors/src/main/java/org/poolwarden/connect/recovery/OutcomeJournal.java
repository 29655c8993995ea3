package org.poolwarden.connect.recovery;

import java.util.concurrent.CompletionStage;
import org.poolwarden.schema.RecoveryOutcome;

/** Where outcomes are written. What is not durable there has not begun. */
public interface OutcomeJournal {

    /** Completes when {@code outcome} is durable; fails when it is not, and then nothing may be done on it. */
    CompletionStage<Void> write(RecoveryOutcome outcome);
}
