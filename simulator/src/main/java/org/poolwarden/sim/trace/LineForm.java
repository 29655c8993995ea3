package org.poolwarden.sim.trace;

/** How a line of text is understood; may remember the lines before. */
interface LineForm {

    /** What a line should be, in a few words. */
    String expected();

    /**
     * Tells what is in a line that is not blank.
     *
     * @throws RuntimeException whatever parsing throws, when the line is not as expected
     */
    void line(String line, TraceSink sink);
}
