package org.poolwarden.app.console;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.poolwarden.app.operate.KnownPool;
import org.poolwarden.app.operate.KnownPool.KnownAlert;
import org.poolwarden.app.operate.WordDraft;
import org.poolwarden.schema.Finding;
import org.poolwarden.schema.wire.RecordJson;

/** What a preview was made of, as a short text: equal texts, equal facts. A person agrees to what was seen, to nothing else. */
final class Seen {

    private static final int LENGTH = 16;

    private Seen() {}

    /** The epoch, and what holds the command back; or how grave the alert is. */
    static String of(WordDraft draft) {
        KnownPool pool = draft.pool();
        String alert = draft.alertKey()
                .flatMap(key -> pool.firing().stream()
                        .filter(known -> known.alert().getKey().equals(key))
                        .map(KnownAlert::severity)
                        .findFirst())
                .map(Enum::name)
                .orElse("");
        return digest(pool.name() + "\n" + draft.heading() + "\n"
                + pool.finding().map(Finding::getEpoch).orElse(0L) + "\n" + draft.guards() + "\n" + alert);
    }

    /** The policy. */
    static String of(KnownPool pool) {
        return digest(pool.name() + "\n"
                + pool.written().map(policy -> RecordJson.of(policy).toString()).orElse(""));
    }

    private static String digest(String text) {
        try {
            byte[] sha = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha, 0, LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
