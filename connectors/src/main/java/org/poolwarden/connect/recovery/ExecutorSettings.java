package org.poolwarden.connect.recovery;

import java.time.Duration;
import org.poolwarden.connect.pool.Rhythm;

/**
 * How commands are carried out.
 *
 * @param dryRun whether everything is checked and nothing is done
 * @param rhythm its deadline is for each question to the world
 * @param actionDeadline for a call that changes something; its outcome is unknown after that
 * @param taskPatience how long an Async task may run
 */
public record ExecutorSettings(boolean dryRun, Rhythm rhythm, Duration actionDeadline, Duration taskPatience) {

    public static ExecutorSettings of(boolean dryRun, Rhythm rhythm) {
        return new ExecutorSettings(dryRun, rhythm, Duration.ofSeconds(30), Duration.ofMinutes(5));
    }
}
