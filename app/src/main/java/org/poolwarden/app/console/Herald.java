package org.poolwarden.app.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Says in few words what has changed on the board since it last spoke. */
final class Herald {

    /** Of more pools at once a page rather loads the whole list. */
    private static final int MANY = 100;

    private final Board board;
    private final Pulse pulse;
    private final LiveFeed feed;
    private final Map<String, String> said = new HashMap<>();
    private String status = "";
    private boolean begun;

    Herald(Board board, Pulse pulse, LiveFeed feed) {
        this.board = board;
        this.pulse = pulse;
        this.feed = feed;
    }

    /** Silent while the topics are read for the first time; then pages load all of it. */
    void speak() {
        status();
        if (pulse.isReading()) {
            return;
        }
        Board.News news = board.news();
        if (!begun || news.told().size() > MANY) {
            begun = true;
            feed.tell("hello", "{}");
            return;
        }
        news.told().forEach(this::row);
        list("told", news.told());
        list("heard", news.heard());
        list("capacity", news.reported());
    }

    private void status() {
        ObjectNode now = pulse.json();
        String text = now.toString();
        if (!text.equals(status)) {
            status = text;
            feed.tell("status", text);
        }
    }

    /** A pool that is not known any more has no row. */
    private void row(String pool) {
        ObjectNode told = JsonNodeFactory.instance.objectNode().put("pool", pool);
        told.set("row", board.pool(pool).map(PoolRow::json).orElse(null));
        String text = told.toString();
        if (!text.equals(said.put(pool, text))) {
            feed.tell("row", text);
        }
    }

    private void list(String event, Set<String> names) {
        if (!names.isEmpty()) {
            ArrayNode all = JsonNodeFactory.instance.arrayNode();
            new TreeSet<>(names).forEach(all::add);
            feed.tell(event, all.toString());
        }
    }
}
