package org.poolwarden.sim.trace;

/**
 * A line that is set aside.
 *
 * @param number of the line, or of the record in a binary trace; the first is 1
 */
public record Malformed(String file, long number, String expected, String found) {

    private static final int ENOUGH = 80;

    public Malformed {
        found = found.length() > ENOUGH ? found.substring(0, ENOUGH) + "..." : found;
    }

    @Override
    public String toString() {
        return file + ":" + number + ": expected " + expected + ", found " + found;
    }
}
