package org.poolwarden.sim;

import java.util.Locale;
import java.util.Optional;

/**
 * How far somebody has heard: a generation of the database, and one of the messages. Opaque to clients.
 */
record Token(long generation, long messages) {

    static final Token NOTHING = new Token(0, 0);

    /** The empty text is nothing; empty when it is no token. */
    static Optional<Token> parse(String text) {
        if (text.isEmpty()) {
            return Optional.of(NOTHING);
        }
        if (!text.matches("\\d{1,20},\\d{1,20}")) {
            return Optional.empty();
        }
        String[] parts = text.split(",");
        return Optional.of(new Token(Long.parseLong(parts[0]), Long.parseLong(parts[1])));
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%020d,%020d", generation, messages);
    }
}
