package org.poolwarden.app.check;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * How one thing stands.
 *
 * @param subject what was looked at, for example {@code host closet/alpha}
 * @param next what to do about it; empty when nothing is to be done
 */
public record CheckLine(Grade grade, String subject, String said, Optional<String> next) {

    /** From good to bad. */
    public enum Grade {
        OK,
        /** It works, and somebody should know. */
        WARN,
        /** It does not work. */
        FAIL
    }

    static CheckLine ok(String subject, String said) {
        return new CheckLine(Grade.OK, subject, said, Optional.empty());
    }

    static CheckLine warn(String subject, String said, String next) {
        return new CheckLine(Grade.WARN, subject, said, Optional.of(next));
    }

    static CheckLine fail(String subject, String said, String next) {
        return new CheckLine(Grade.FAIL, subject, said, Optional.of(next));
    }

    ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("grade", grade.name())
                .put("subject", subject)
                .put("said", said)
                .put("next", next.orElse(null));
    }
}
