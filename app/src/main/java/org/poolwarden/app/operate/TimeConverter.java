package org.poolwarden.app.operate;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 90s} and the like where an option takes a time. */
public final class TimeConverter implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String word) {
        return Moments.read(word)
                .orElseThrow(() -> new TypeConversionException("expected " + Moments.FORM + ", found '" + word + "'"));
    }
}
