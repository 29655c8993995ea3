package org.poolwarden.app.soak;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One short word for everything that many stories told, whatever their order: SHA-256 of each, added without carry. Equal
 * seeds have equal fingerprints in every process and on every machine.
 */
final class Fingerprint {

    private static final int SHOWN = 8;

    private final byte[] sum = new byte[32];

    void add(String told) {
        byte[] digest = sha256().digest(told.getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < sum.length; i++) {
            sum[i] ^= digest[i];
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Sixteen hexadecimal digits. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(sum, 0, SHOWN);
    }
}
