package org.poolwarden.app.rehearse;

import java.util.Arrays;
import java.util.List;

/** The forms of an expectation, with the keys that each of them has beyond host, pool and time. */
enum Form {
    ALERT,
    NO_ALERT,
    RESOLVED,
    FINDING,
    VERDICT("master"),
    COMMAND,
    NO_COMMAND,
    WITHHELD("guard"),
    OUTCOME("is"),
    COUNT("is", "at-most"),
    WORLD("is", "count");

    private final List<String> keys;

    Form(String... keys) {
        this.keys = List.of(keys);
    }

    static List<String> words() {
        return Arrays.stream(values()).map(Form::word).toList();
    }

    static Form of(String word) {
        return valueOf(Words.upper(word));
    }

    String word() {
        return Words.lower(name());
    }

    List<String> keys() {
        return keys;
    }
}
