package org.poolwarden.app.rehearse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.poolwarden.app.timeline.Note;

/** A rehearsal as JSON lines: {@code type} is note, remark, expectation, result or summary. */
final class JsonReport implements Report {

    private final ObjectMapper json = new ObjectMapper();
    private final PrintWriter out;
    private String file = "";

    JsonReport(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void begin(String file, String name) {
        this.file = file;
    }

    @Override
    public void note(Note note) {
        ObjectNode line = line("note")
                .put("atMs", note.at().toMillis())
                .put("kind", note.kind().word())
                .put("pool", note.pool())
                .put("what", note.what())
                .put("detail", note.detail())
                .put("sentence", note.sentence());
        new TreeSet<>(note.hosts()).forEach(line.putArray("hosts")::add);
        print(line);
    }

    @Override
    public void remark(String sentence) {
        print(line("remark").put("sentence", sentence));
    }

    @Override
    public void judged(String expectation, Judgement judgement) {
        print(line("expectation")
                .put("expect", expectation)
                .put("holds", judgement.holds())
                .put("seen", judgement.seen()));
    }

    @Override
    public void end(String name, boolean passed, Duration run, Pace pace) {
        print(line("result")
                .put("name", name)
                .put("passed", passed)
                .put("runMs", run.toMillis())
                .put("pace", pace.word()));
    }

    @Override
    public void summary(int played, List<String> failed) {
        ObjectNode line = json.createObjectNode().put("type", "summary").put("played", played);
        failed.forEach(line.putArray("failed")::add);
        print(line);
    }

    private ObjectNode line(String type) {
        return json.createObjectNode().put("type", type).put("file", file);
    }

    private void print(ObjectNode line) {
        try {
            out.println(json.writeValueAsString(line));
            out.flush();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a note that is no JSON", e);
        }
    }
}
