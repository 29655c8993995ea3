package org.poolwarden.app.console;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what was written, and by whom. */
final class FakeDesk implements Desk {

    final List<String> written = new CopyOnWriteArrayList<>();

    @Override
    public ObjectNode preview(Wish wish) {
        return JsonNodeFactory.instance.objectNode().put("heading", "You " + wish.kind());
    }

    @Override
    public ObjectNode write(Wish wish, String author) {
        written.add(author + ": " + wish.kind() + " " + wish.pool() + ", " + wish.reason());
        return JsonNodeFactory.instance.objectNode().put("result", "TAKEN").put("sentence", "taken");
    }
}
