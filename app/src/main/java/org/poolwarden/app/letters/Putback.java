package org.poolwarden.app.letters;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * That a letter has been put back: a record without value among the dead letters, beside the letter. It is kept as long
 * as the letter, which the topic it was put back to may not be.
 *
 * @param to where the record lies now
 */
record Putback(LetterId letter, String to, String by, String why, Instant at) {

    private static final String PREFIX = "poolwarden.replayed.";
    private static final String LETTER = PREFIX + "letter";
    private static final String TO = PREFIX + "to";
    private static final String BY = PREFIX + "by";
    private static final String WHY = PREFIX + "why";
    private static final String AT = PREFIX + "at";

    /** Empty when a record is a letter and no word about one. */
    static Optional<Putback> of(Letter record) {
        return record.value().isPresent()
                ? Optional.empty()
                : record.header(LETTER)
                        .flatMap(LetterId::read)
                        .map(id -> new Putback(
                                id,
                                record.header(TO).orElse("-"),
                                record.header(BY).orElse("-"),
                                record.header(WHY).orElse("-"),
                                record.at()));
    }

    ProducerRecord<byte[], byte[]> record(String deadLetters, Optional<byte[]> key) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(deadLetters, letter.partition(), key.orElse(null), null);
        header(record.headers(), LETTER, letter.toString());
        header(record.headers(), TO, to);
        sign(record.headers());
        return record;
    }

    /** Who, why and when. */
    private void sign(Headers headers) {
        header(headers, BY, by);
        header(headers, WHY, why);
        header(headers, AT, at.toString());
    }

    /** What stands on the record that is put back. */
    void mark(Headers headers, String deadLetters) {
        header(headers, LETTER, deadLetters + "-" + letter);
        sign(headers);
    }

    private static void header(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
