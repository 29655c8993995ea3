package org.poolwarden.connect.alert;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests by the Standard Webhooks specification: HMAC-SHA256 over {@code id.timestamp.body}, so that nobody can
 * write an alert, change one or send an old one again. Verified by any library for that specification.
 */
final class WebhookSignature {

    static final String PREFIX = "whsec_";

    private static final String ALGORITHM = "HmacSHA256";
    private static final int LEAST_BYTES = 24;
    private static final int MOST_BYTES = 64;

    private final SecretKeySpec key;

    /**
     * @param secret {@code whsec_} and base64 of 24 to 64 random bytes
     * @throws IllegalArgumentException when it is something else; the message does not repeat it
     */
    WebhookSignature(String secret) {
        this.key = new SecretKeySpec(bytes(secret), ALGORITHM);
    }

    private static byte[] bytes(String secret) {
        String wanted = "expected " + PREFIX + " and base64 of " + LEAST_BYTES + " to " + MOST_BYTES + " random bytes";
        if (!secret.startsWith(PREFIX)) {
            throw new IllegalArgumentException(wanted);
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
        } catch (IllegalArgumentException e) {
            // The decoder's message has a character of the secret in it.
            throw new IllegalArgumentException(wanted);
        }
        if (bytes.length < LEAST_BYTES || bytes.length > MOST_BYTES) {
            throw new IllegalArgumentException(wanted + ", were " + bytes.length);
        }
        return bytes;
    }

    /**
     * The three headers of a request.
     *
     * @param at when it is sent, by the worker's clock; a receiver refuses what is too old
     */
    Map<String, String> headers(String id, Instant at, byte[] body) {
        String timestamp = String.valueOf(at.getEpochSecond());
        return Map.of(
                "webhook-id",
                id,
                "webhook-timestamp",
                timestamp,
                "webhook-signature",
                "v1," + mac(id, timestamp, body));
    }

    private String mac(String id, String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}
