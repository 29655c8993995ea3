package org.poolwarden.sim.trace;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.function.Supplier;

/**
 * Reads text, line by line; a line that is not as expected stops nothing.
 *
 * @param form makes one that remembers nothing yet
 */
record LineReader(Supplier<LineForm> form) implements TraceReader {

    @Override
    public void read(TracePart input, TraceSink sink) throws IOException {
        LineForm fresh = form.get();
        try (BufferedReader lines = input.lines()) {
            long number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    line(input, number, line, fresh, sink);
                }
            }
        }
    }

    private static void line(TracePart input, long number, String line, LineForm form, TraceSink sink) {
        try {
            form.line(line, sink);
        } catch (IllegalArgumentException | IndexOutOfBoundsException | ArithmeticException | DateTimeException e) {
            sink.malformed(new Malformed(input.place(), number, form.expected(), line));
        }
    }
}
