package org.poolwarden.app.rehearse;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import org.poolwarden.app.timeline.Note;

/** A rehearsal's timeline, then its expectations. */
final class TextReport implements Report {

    private final PrintWriter out;

    TextReport(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void begin(String file, String name) {
        out.println(name);
    }

    @Override
    public void note(Note note) {
        out.println(note.line());
        out.flush();
    }

    @Override
    public void remark(String sentence) {
        out.println("  " + sentence);
        out.flush();
    }

    @Override
    public void judged(String expectation, Judgement judgement) {
        out.printf("  %s  %s  [%s]%n", judgement.holds() ? "PASS" : "FAIL", expectation, judgement.seen());
    }

    @Override
    public void end(String name, boolean passed, Duration run, Pace pace) {
        out.printf("%s  %s (%d %s)%n%n", passed ? "PASS" : "FAIL", name, run.toSeconds(), pace.seconds());
        out.flush();
    }

    @Override
    public void summary(int played, List<String> failed) {
        String which = failed.isEmpty() ? "" : ": " + String.join(", ", failed);
        out.printf("%d of %d rehearsals passed, %d failed%s%n", played - failed.size(), played, failed.size(), which);
        out.flush();
    }
}
