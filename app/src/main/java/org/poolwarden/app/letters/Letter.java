package org.poolwarden.app.letters;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * One dead letter.
 *
 * @param at when it was buried, by the broker's clock
 * @param key as it came; empty where there was none
 * @param value as it came; empty where there was none
 */
record Letter(LetterId id, Instant at, Optional<byte[]> key, Optional<byte[]> value, List<Header> headers) {

    private static final String OURS = "poolwarden.";
    private static final String CONNECT = "__connect.errors.";

    Letter {
        headers = List.copyOf(headers);
    }

    static Letter of(ConsumerRecord<byte[], byte[]> record) {
        return new Letter(
                new LetterId(record.partition(), record.offset()),
                Instant.ofEpochMilli(record.timestamp()),
                Optional.ofNullable(record.key()),
                Optional.ofNullable(record.value()),
                StreamSupport.stream(record.headers().spliterator(), false).toList());
    }

    /**
     * Where it came from, as whoever buried it says: the processors, the recovery sink, or Connect. Empty where Connect
     * was not told to say so.
     */
    Optional<Place> origin() {
        return place(OURS + "topic", OURS + "partition", OURS + "offset")
                .or(() -> header(OURS + "record").flatMap(Place::read))
                .or(() -> place(CONNECT + "topic", CONNECT + "partition", CONNECT + "offset"));
    }

    private Optional<Place> place(String topic, String partition, String offset) {
        return header(topic).flatMap(name -> header(partition)
                .flatMap(number -> header(offset).flatMap(at -> Place.read(name + "-" + number + "@" + at))));
    }

    /** Whether another letter is this one, or was buried by another reader of the same record. */
    boolean isOfSameRecord(Letter other) {
        return id.equals(other.id) || origin().isPresent() && origin().equals(other.origin());
    }

    /** Why it is here. */
    String reason() {
        return header(OURS + "reason")
                .or(() -> header(CONNECT + "exception.message"))
                .orElse("nobody says why");
    }

    /** The last header of a name, as text. */
    Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> header.key().equals(name) && header.value() != null)
                .map(header -> new String(header.value(), StandardCharsets.UTF_8))
                .reduce((earlier, later) -> later);
    }

    /** Headers that the record had before it was buried. */
    Stream<Header> own() {
        return headers.stream()
                .filter(header ->
                        !header.key().startsWith(OURS) && !header.key().startsWith(CONNECT));
    }

    /** Its key for people. */
    String keyText() {
        return key.map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse("-");
    }

    int size() {
        return value.map(bytes -> bytes.length).orElse(0);
    }
}
