package org.poolwarden.sim.trace;

import java.util.List;

/**
 * What is wrong with a trace, and was not let into its figures, or put into order first.
 *
 * @param malformed how many lines could not be read
 * @param examples the first of them
 * @param outOfOrder how many requests are earlier than the one before them in the file; they count, where they belong
 * @param corrupt how many requests bear a time that cannot be true; they do not count
 * @param corruptNanos the first of those times, by the trace's clock
 */
public record Oddities(
        long malformed, List<Malformed> examples, long outOfOrder, long corrupt, List<Long> corruptNanos) {
    public Oddities {
        examples = List.copyOf(examples);
        corruptNanos = List.copyOf(corruptNanos);
    }
}
