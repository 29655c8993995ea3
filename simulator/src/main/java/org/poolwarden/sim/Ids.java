package org.poolwarden.sim;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Uuids and references that are made of names, so that the same world has the same ones. */
final class Ids {

    static final String NULL = "OpaqueRef:NULL";

    /** Every answer of a host names the same few objects; sessions and messages are new each time, so it is emptied. */
    private static final int REMEMBERED = 10_000;

    private static final Map<String, String> UUIDS = new ConcurrentHashMap<>();

    private Ids() {}

    static String uuid(String... names) {
        if (UUIDS.size() >= REMEMBERED) {
            UUIDS.clear();
        }
        return UUIDS.computeIfAbsent(String.join("/", names), Ids::made);
    }

    private static String made(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** A reference is never the uuid of its object. */
    static String ref(String... names) {
        return "OpaqueRef:" + uuid("ref", String.join("/", names));
    }
}
