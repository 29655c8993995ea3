package org.poolwarden.app.operate;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * An instant as a person says it: {@code 2026-11-22T20:00:05Z}, as history prints it with a space, or how long ago:
 * {@code 30m}.
 */
public record Moment(String word) {

    /** How long ago is reckoned by this machine's clock. */
    public Instant by(Session session) {
        return Moments.read(word).map(session::ago).or(() -> instant(word)).orElseThrow();
    }

    private static Optional<Instant> instant(String word) {
        try {
            return Optional.of(Instant.parse(word.replace(' ', 'T')));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** Reads one where an option takes an instant. */
    public static final class Converter implements ITypeConverter<Moment> {

        @Override
        public Moment convert(String word) {
            if (Moments.read(word).isEmpty() && instant(word).isEmpty()) {
                throw new TypeConversionException("expected an instant such as 2026-11-22T20:00:05Z, or how long ago, "
                        + Moments.FORM + ", found '" + word + "'");
            }
            return new Moment(word);
        }
    }
}
