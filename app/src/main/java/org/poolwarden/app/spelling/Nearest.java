package org.poolwarden.app.spelling;

import java.util.Collection;
import java.util.Comparator;
import java.util.stream.Collectors;

/** What somebody who mistyped a word most likely meant. */
public final class Nearest {
    private Nearest() {}

    /** A sentence about an unknown word: {@code unknown verb 'pwer-off'; the nearest is 'power-off'}. */
    public static String unknown(String kind, String word, Collection<String> known) {
        return known.stream()
                .min(Comparator.<String>comparingInt(name -> distance(word, name))
                        .thenComparing(name -> name))
                .map(name -> "unknown " + kind + " '" + word + "'; the nearest is '" + name + "'")
                .orElse("unknown " + kind + " '" + word + "'; there is none here");
    }

    public static String list(Collection<String> words) {
        return words.stream().collect(Collectors.joining(", "));
    }

    private static int distance(String a, String b) {
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = above[j - 1] + (same(a.charAt(i - 1), b.charAt(j - 1)) ? 0 : 1);
                row[j] = Math.min(changed, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[b.length()];
    }

    private static boolean same(char a, char b) {
        return Character.toLowerCase(a) == Character.toLowerCase(b);
    }
}
