package org.poolwarden.app.letters;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.poolwarden.app.operate.Moments;
import org.poolwarden.app.operate.Page;
import org.poolwarden.app.operate.Session;

/** One dead letter: where it came from and why it is here, its headers, its bytes, and what they say. */
final class LetterSheet {

    private static final int MOST = 4096;

    private final Letter letter;
    private final Optional<Putback> putback;
    private final Reading reading;

    LetterSheet(Letter letter, Optional<Putback> putback, Reading reading) {
        this.letter = letter;
        this.putback = putback;
        this.reading = reading;
    }

    void print(Session session, boolean all) {
        Page page = session.out();
        page.line("Letter " + letter.id() + ", " + Moments.text(letter.at(), session.now()));
        page.item("from      " + letter.origin().map(Place::toString).orElse("unknown"));
        page.item("key       " + letter.keyText());
        page.item("reason    " + letter.reason());
        page.item("put back  "
                + putback.map(done -> "to " + done.to() + ", " + Moments.text(done.at()) + ", by " + done.by() + ": "
                                + done.why())
                        .orElse("-"));
        if (!letter.headers().isEmpty()) {
            page.heading("Headers");
            page.table(
                    List.of("HEADER", "VALUE"),
                    letter.headers().stream()
                            .map(header -> List.of(page.plain(header.key()), page.plain(text(header))))
                            .toList());
        }
        bytes(page, all ? Integer.MAX_VALUE : MOST);
        meaning(page);
    }

    private void bytes(Page page, int most) {
        page.heading("Bytes (" + letter.size() + ")");
        letter.value()
                .map(bytes -> Hexdump.lines(bytes, most))
                .orElse(List.of())
                .forEach(page::verbatim);
        if (letter.size() > most) {
            page.item("and " + (letter.size() - most) + " more: --all shows them");
        }
    }

    private void meaning(Page page) {
        page.heading("What they say");
        reading.decoded().ifPresent(json -> page.verbatim(json.toString()));
        reading.complaint().ifPresent(why -> page.item("they do not decode: " + why));
        if (reading.decoded().isEmpty()) {
            reading.asWritten().ifPresent(json -> {
                page.item("by the schema that they were written with:");
                page.verbatim(json.toString());
            });
        }
        page.line(next());
    }

    private String next() {
        if (putback.isPresent()) {
            return "Next: nothing; it has been put back.";
        }
        return reading.decoded().isPresent()
                ? "Next: it decodes now: poolwarden dlq replay " + letter.id() + " --reason WHY"
                : "Next: mend what wrote it, or register the schema that it was written with; then replay it.";
    }

    private static String text(Header header) {
        return header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    void printJson(Session session) {
        ObjectNode node = LetterList.json(letter, putback);
        ArrayNode headers = node.putArray("headers");
        letter.headers()
                .forEach(header -> headers.addObject().put("name", header.key()).put("value", text(header)));
        node.put("hex", letter.value().map(HexFormat.of()::formatHex).orElse(null));
        node.set("decoded", reading.decoded().orElse(null));
        node.set("asWritten", reading.asWritten().orElse(null));
        node.put("complaint", reading.complaint().orElse(null));
        session.print(node);
    }
}
