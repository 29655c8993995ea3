package org.poolwarden.app.letters;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.poolwarden.app.operate.Moments;
import org.poolwarden.app.operate.Page;
import org.poolwarden.app.operate.Session;
import picocli.CommandLine.Help.Ansi.Text;

/** Dead letters, one line each. */
public final class LetterList {

    private static final List<String> HEADS = List.of("LETTER", "TIME", "FROM", "KEY", "BYTES", "REASON", "PUT BACK");

    private final LetterBox box;
    private final List<Letter> letters;

    LetterList(LetterBox box, List<Letter> letters) {
        this.box = box;
        this.letters = List.copyOf(letters);
    }

    void print(Session session) {
        Page page = session.out();
        if (letters.isEmpty()) {
            page.line("No dead letters.");
            return;
        }
        page.table(
                HEADS,
                letters.stream().map(letter -> row(letter, page, session)).toList());
        page.line("Next: poolwarden dlq show LETTER");
    }

    private List<Text> row(Letter letter, Page page, Session session) {
        return List.of(
                page.plain(letter.id().toString()),
                page.plain(Moments.text(letter.at(), session.now())),
                page.plain(letter.origin().map(Place::toString).orElse("unknown")),
                page.plain(letter.keyText()),
                page.plain(String.valueOf(letter.size())),
                page.plain(letter.reason()),
                page.plain(box.putback(letter)
                        .map(putback -> putback.to() + " by " + putback.by())
                        .orElse("-")));
    }

    void printJson(Session session) {
        letters.forEach(letter -> session.print(json(letter, box.putback(letter))));
    }

    static ObjectNode json(Letter letter, Optional<Putback> putback) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("letter", letter.id().toString());
        node.put("at", letter.at().toString());
        node.put("from", letter.origin().map(Place::toString).orElse(null));
        node.put("key", letter.key().isPresent() ? letter.keyText() : null);
        node.put("bytes", letter.size());
        node.put("reason", letter.reason());
        node.set("putBack", putback.map(LetterList::json).orElse(null));
        return node;
    }

    private static ObjectNode json(Putback putback) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("to", putback.to())
                .put("by", putback.by())
                .put("why", putback.why())
                .put("at", putback.at().toString());
    }
}
