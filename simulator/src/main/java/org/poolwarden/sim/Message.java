package org.poolwarden.sim;

import java.time.Instant;
import java.util.Map;

/**
 * One alert of XAPI's own.
 *
 * @param priority 1 (data may be lost) to 5 (for information)
 * @param type class of the object, for example {@code Host}
 * @param objectUuid a uuid, not a reference
 */
record Message(String name, long priority, String type, String objectUuid, Instant at, String body, int number) {

    String ref() {
        return Ids.ref("message", objectUuid, at.toString(), String.valueOf(number));
    }

    Map<String, Object> record() {
        return DataModel.record(
                "message",
                Map.of(
                        "uuid",
                        Ids.uuid("message", ref()),
                        "name",
                        name,
                        "priority",
                        priority,
                        "cls",
                        type,
                        "obj_uuid",
                        objectUuid,
                        "timestamp",
                        at,
                        "body",
                        body));
    }
}
