package org.poolwarden.failover;

import java.util.Arrays;

/** Order of product versions such as 8.2.1: number by number, a missing one counts as zero. */
final class Version {

    private Version() {}

    /** Whether {@code some} is older than {@code other}; never, when either is not known. */
    static boolean isOlder(String some, String other) {
        return !some.isBlank() && !other.isBlank() && Arrays.compare(numbers(some), numbers(other)) < 0;
    }

    private static int[] numbers(String version) {
        int[] numbers = Arrays.stream(version.split("\\D+"))
                .filter(part -> !part.isEmpty())
                .mapToInt(Integer::parseInt)
                .toArray();
        return Arrays.copyOf(numbers, Math.max(numbers.length, 6));
    }
}
