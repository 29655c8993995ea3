package org.poolwarden.connect.event;

import java.util.Map;
import org.poolwarden.connect.pool.Offsets;
import org.poolwarden.connect.pool.Offsets.Holds;
import org.poolwarden.connect.pool.Offsets.Of;
import org.poolwarden.xapi.HostRecord;

/**
 * How far a pool's events were heard. A token means nothing on another master, nor on the same one after its restart:
 * it is used only while both are the same.
 *
 * @param master host.uuid of the master; empty text before the first
 * @param agentStart its agent_start_time, as it prints it
 * @param token empty text for everything
 * @param objects how many there are of each class, as {@link Census} writes it; tells what was missed while nobody heard
 */
record EventPosition(String master, String agentStart, String token, String objects) {

    static final EventPosition NOWHERE = new EventPosition("", "", "", "");

    private static final String MASTER = "master";
    private static final String AGENT_START = "agentStart";
    private static final String TOKEN = "token";
    private static final String OBJECTS = "objects";

    /** Of a source offset. */
    static final Offsets FORM = new Offsets(
            Of.POOL, Map.of(MASTER, Holds.TEXT, AGENT_START, Holds.TEXT, TOKEN, Holds.TEXT, OBJECTS, Holds.TEXT));

    /** The beginning on a master as it is now. */
    static EventPosition beginningOn(HostRecord master) {
        return new EventPosition(master.uuid(), master.agentStartTime(), "", "");
    }

    /** From a source offset of Connect; nowhere when there is none. */
    static EventPosition of(Map<String, Object> offset) {
        return offset == null
                ? NOWHERE
                : new EventPosition(
                        text(offset, MASTER), text(offset, AGENT_START), text(offset, TOKEN), text(offset, OBJECTS));
    }

    Map<String, Object> toOffset() {
        return Map.of(MASTER, master, AGENT_START, agentStart, TOKEN, token, OBJECTS, objects);
    }

    boolean isOn(EventPosition other) {
        return master.equals(other.master) && agentStart.equals(other.agentStart);
    }

    EventPosition at(String next, String counted) {
        return new EventPosition(master, agentStart, next, counted);
    }

    /** The beginning on the same master. */
    EventPosition anew() {
        return at("", "");
    }

    private static String text(Map<String, Object> offset, String field) {
        return offset.get(field) instanceof String text ? text : "";
    }
}
