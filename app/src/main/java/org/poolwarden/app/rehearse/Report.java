package org.poolwarden.app.rehearse;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import org.poolwarden.app.timeline.Note;

/** Where a rehearsal is told: for people, or as JSON lines. */
public sealed interface Report permits TextReport, JsonReport {

    /** A timeline for people. */
    static Report text(PrintWriter out) {
        return new TextReport(out);
    }

    /** One JSON object per line. */
    static Report json(PrintWriter out) {
        return new JsonReport(out);
    }

    void begin(String file, String name);

    /** Something about the run itself, as a sentence. */
    void remark(String sentence);

    void note(Note note);

    void judged(String expectation, Judgement judgement);

    void end(String name, boolean passed, Duration run, Pace pace);

    /**
     * After the last of several rehearsals.
     *
     * @param played how many there were
     * @param failed files of those in which an expectation did not hold
     */
    void summary(int played, List<String> failed);
}
