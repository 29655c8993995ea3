package org.poolwarden.app.letters;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Bytes as {@code hexdump -C} shows them: offset, sixteen bytes, and those of them that are text. */
final class Hexdump {

    private static final int WIDTH = 16;

    private Hexdump() {}

    static List<String> lines(byte[] bytes, int most) {
        List<String> lines = new ArrayList<>();
        int end = Math.min(bytes.length, most);
        for (int from = 0; from < end; from += WIDTH) {
            lines.add(line(bytes, from, Math.min(end, from + WIDTH)));
        }
        return lines;
    }

    private static String line(byte[] bytes, int from, int to) {
        StringBuilder hex = new StringBuilder();
        StringBuilder text = new StringBuilder();
        for (int i = from; i < from + WIDTH; i++) {
            hex.append(i % (WIDTH / 2) == 0 && i > from ? " " : "");
            hex.append(i < to ? String.format(Locale.ROOT, "%02x ", bytes[i]) : "   ");
            if (i < to) {
                text.append(bytes[i] >= ' ' && bytes[i] <= '~' ? (char) bytes[i] : '.');
            }
        }
        return String.format(Locale.ROOT, "%08x  %s |%s|", from, hex, text);
    }
}
