package org.poolwarden.connect.recovery;

import java.time.Duration;
import org.poolwarden.connect.pool.Rhythm;

/**
 * How commands are carried out.
 *
 * @param dryRun whether everything is checked and nothing is done
 * @param commandsPerMinute how many are begun in a minute at most, over all pools
 * @param rhythm its deadline is for each question to the world
 * @param actionDeadline for a call that changes something; its outcome is unknown after that
 * @param taskPatience how long an Async task may run
 */
public record ExecutorSettings(
        boolean dryRun, int commandsPerMinute, Rhythm rhythm, Duration actionDeadline, Duration taskPatience) {

    static final int COMMANDS_PER_MINUTE = 6;

    public ExecutorSettings {
        if (commandsPerMinute < 1) {
            throw new IllegalArgumentException("commandsPerMinute must be positive, was " + commandsPerMinute);
        }
    }

    public static ExecutorSettings of(boolean dryRun, Rhythm rhythm) {
        return of(dryRun, COMMANDS_PER_MINUTE, rhythm);
    }

    static ExecutorSettings of(boolean dryRun, int commandsPerMinute, Rhythm rhythm) {
        return new ExecutorSettings(dryRun, commandsPerMinute, rhythm, Duration.ofSeconds(30), Duration.ofMinutes(5));
    }
}
