package org.poolwarden.app.replay;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.poolwarden.app.operate.Session;
import org.poolwarden.schema.wire.RecordJson;

/** What came of judging again, one object per line; {@code is} says of what sort: decision, difference, shift, pool. */
public final class ReplayJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ReplayJson() {}

    public static void decisions(List<Rejudged> pools, Session session) {
        for (Rejudged pool : pools) {
            pool.decided().forEach(one -> session.print(decision(pool.pool(), one)));
            end(pool, session);
        }
    }

    public static void shifts(List<Rejudged> pools, Session session) {
        for (Rejudged pool : pools) {
            pool.shifts().forEach(shift -> session.print(shift(pool.pool(), shift)));
            end(pool, session);
        }
    }

    private static void end(Rejudged pool, Session session) {
        pool.differences().forEach(difference -> session.print(difference(pool.pool(), difference)));
        ObjectNode node = node("pool", pool.pool());
        node.put("findings", pool.findings());
        node.put("commands", pool.commands());
        node.put("same", pool.isSame());
        node.put("missed", pool.missed());
        ArrayNode notes = node.putArray("notes");
        pool.notes().forEach(notes::add);
        session.print(node);
    }

    private static ObjectNode node(String is, String pool) {
        return NODES.objectNode().put("is", is).put("pool", pool);
    }

    private static ObjectNode decision(String pool, Decided decided) {
        ObjectNode node = node("decision", pool);
        place(node, decided);
        node.set("record", RecordJson.of(decided.record()));
        return node;
    }

    private static void place(ObjectNode node, Decided decided) {
        node.put("kind", decided.kind());
        node.put("at", decided.at().toString());
        node.put("cause", decided.cause());
    }

    private static ObjectNode difference(String pool, Difference difference) {
        ObjectNode node = node("difference", pool);
        place(node, difference.any());
        ArrayNode fields = node.putArray("fields");
        difference.fields().forEach(fields::add);
        node.set("then", record(difference.then()));
        node.set("again", record(difference.again()));
        return node;
    }

    private static ObjectNode record(Optional<Decided> decided) {
        return decided.map(one -> RecordJson.of(one.record())).orElse(null);
    }

    private static ObjectNode shift(String pool, WhatIf.Shift shift) {
        ObjectNode node = node("shift", pool);
        node.put("at", shift.at().toString());
        node.set("then", records(shift.then()));
        node.set("now", records(shift.now()));
        return node;
    }

    private static ArrayNode records(List<Decided> decided) {
        return RecordJson.of(decided.stream().map(Decided::record).toList());
    }
}
