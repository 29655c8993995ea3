package org.poolwarden.sim;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Uuids and references that are made of names, so that the same world has the same ones. */
final class Ids {

    static final String NULL = "OpaqueRef:NULL";

    private Ids() {}

    static String uuid(String... names) {
        return UUID.nameUUIDFromBytes(String.join("/", names).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /** A reference is never the uuid of its object. */
    static String ref(String... names) {
        return "OpaqueRef:" + uuid("ref", String.join("/", names));
    }
}
