package org.poolwarden.app.letters;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a letter is called: partition and offset among the dead letters, for example {@code 3@17}. */
record LetterId(int partition, long offset) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,9})@(\\d{1,18})");

    static Optional<LetterId> read(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches()
                ? Optional.of(new LetterId(Integer.parseInt(form.group(1)), Long.parseLong(form.group(2))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return partition + "@" + offset;
    }
}
