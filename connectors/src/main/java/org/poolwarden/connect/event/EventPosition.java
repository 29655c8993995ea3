package org.poolwarden.connect.event;

import java.util.Map;
import org.poolwarden.xapi.HostRecord;

/**
 * How far a pool's events were heard. A token means nothing on another master, nor on the same one after its restart:
 * it is used only while both are the same.
 *
 * @param master host.uuid of the master; empty text before the first
 * @param agentStart its agent_start_time, as it prints it
 * @param token empty text for everything
 */
record EventPosition(String master, String agentStart, String token) {

    static final EventPosition NOWHERE = new EventPosition("", "", "");

    /** Fields of a source offset. */
    static final Map<String, Class<?>> FORM =
            Map.of("master", String.class, "agentStart", String.class, "token", String.class);

    private static final String MASTER = "master";
    private static final String AGENT_START = "agentStart";
    private static final String TOKEN = "token";

    /** The beginning on a master as it is now. */
    static EventPosition beginningOn(HostRecord master) {
        return new EventPosition(master.uuid(), master.agentStartTime(), "");
    }

    /** From a source offset of Connect; nowhere when there is none. */
    static EventPosition of(Map<String, Object> offset) {
        return offset == null
                ? NOWHERE
                : new EventPosition(text(offset, MASTER), text(offset, AGENT_START), text(offset, TOKEN));
    }

    Map<String, Object> toOffset() {
        return Map.of(MASTER, master, AGENT_START, agentStart, TOKEN, token);
    }

    boolean isOn(EventPosition other) {
        return master.equals(other.master) && agentStart.equals(other.agentStart);
    }

    EventPosition at(String next) {
        return new EventPosition(master, agentStart, next);
    }

    private static String text(Map<String, Object> offset, String field) {
        return offset.get(field) instanceof String text ? text : "";
    }
}
