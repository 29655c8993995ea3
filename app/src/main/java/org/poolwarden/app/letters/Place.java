package org.poolwarden.app.letters;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a record lies, or lay. */
record Place(String topic, int partition, long offset) {

    private static final Pattern FORM = Pattern.compile("(.+)-(\\d{1,9})@(\\d{1,18})");

    /** The other way round of {@link #toString}; empty when it is none. */
    static Optional<Place> read(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches()
                ? Optional.of(new Place(form.group(1), Integer.parseInt(form.group(2)), Long.parseLong(form.group(3))))
                : Optional.empty();
    }

    /** {@code xen.policies-3@17} */
    @Override
    public String toString() {
        return topic + "-" + partition + "@" + offset;
    }
}
