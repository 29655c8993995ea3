package org.poolwarden.failover;

import java.math.BigInteger;
import java.util.Arrays;

/** Order of product versions such as 8.2.1: number by number, a missing one counts as zero. */
final class Version {

    private Version() {}

    /** Whether {@code some} is older than {@code other}; never, when either has no number in it. */
    static boolean isOlder(String some, String other) {
        BigInteger[] left = numbers(some);
        BigInteger[] right = numbers(other);
        int length = Math.max(left.length, right.length);
        return left.length > 0 && right.length > 0 && Arrays.compare(padded(left, length), padded(right, length)) < 0;
    }

    /** As many digits as somebody writes: a build number may be a date. */
    private static BigInteger[] numbers(String version) {
        return Arrays.stream(version.split("[^0-9]+"))
                .filter(part -> !part.isEmpty())
                .map(BigInteger::new)
                .toArray(BigInteger[]::new);
    }

    private static BigInteger[] padded(BigInteger[] numbers, int length) {
        BigInteger[] padded = Arrays.copyOf(numbers, length);
        Arrays.fill(padded, numbers.length, length, BigInteger.ZERO);
        return padded;
    }
}
