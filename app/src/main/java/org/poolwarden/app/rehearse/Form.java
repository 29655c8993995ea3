package org.poolwarden.app.rehearse;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

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

    private static final List<String> ABOUT = List.of("host", "pool");

    private final List<String> keys;

    Form(String... keys) {
        this.keys = List.of(keys);
    }

    static List<String> words() {
        return Arrays.stream(values()).map(Form::word).toList();
    }

    /** The forms that {@code keys} could be of; {@code count} beside {@code world} is a detail of that. */
    static List<Form> among(List<String> keys) {
        List<Form> named = Arrays.stream(values())
                .filter(form -> keys.contains(form.word()))
                .toList();
        return named.stream()
                .filter(form -> named.stream().noneMatch(other -> other.keys.contains(form.word())))
                .toList();
    }

    String word() {
        return Words.lower(name());
    }

    /** Every key that may stand in an expectation of this form. */
    List<String> allKeys() {
        return Stream.of(List.of(word()), ABOUT, Span.KEYS, keys)
                .flatMap(List::stream)
                .toList();
    }

    /** Whether {@code key} says more of an expectation, whatever its form. */
    static boolean isDetail(String key) {
        return ABOUT.contains(key)
                || Span.KEYS.contains(key)
                || Arrays.stream(values()).anyMatch(form -> form.keys.contains(key));
    }

    @Override
    public String toString() {
        return word();
    }
}
