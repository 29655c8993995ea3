package org.poolwarden.app.letters;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.poolwarden.app.operate.Cluster;
import org.poolwarden.app.operate.Trouble;
import org.poolwarden.schema.topic.Topic;
import org.poolwarden.schema.wire.BadRecordException;
import org.poolwarden.schema.wire.RecordJson;

/**
 * What bytes say now, which may be more than when they were buried.
 *
 * @param decoded as the readers of their topic read them; empty when they do not
 * @param asWritten by the schema that they were written with; empty when the registry does not know it
 * @param complaint why they do not decode
 */
record Reading(Optional<JsonNode> decoded, Optional<JsonNode> asWritten, Optional<String> complaint) {

    static Reading of(Letter letter, Cluster cluster) throws Trouble {
        Optional<Topic<? extends SpecificRecord>> topic = letter.origin().flatMap(origin -> topic(cluster, origin));
        Optional<JsonNode> written =
                letter.value().isPresent() ? cluster.asWritten(letter.value().get()) : Optional.empty();
        if (topic.isEmpty() || letter.value().isEmpty()) {
            return new Reading(
                    Optional.empty(),
                    written,
                    Optional.of(letter.value().isEmpty() ? "it has no value" : "no topic of poolwarden is its own"));
        }
        try {
            return new Reading(
                    Optional.of(RecordJson.of(
                            cluster.decode(topic.get(), letter.value().get()))),
                    written,
                    Optional.empty());
        } catch (BadRecordException e) {
            return new Reading(Optional.empty(), written, Optional.of(e.getMessage()));
        }
    }

    static Optional<Topic<? extends SpecificRecord>> topic(Cluster cluster, Place place) {
        return cluster.topics().all().stream()
                .filter(topic -> topic.name().equals(place.topic()))
                .<Topic<? extends SpecificRecord>>map(topic -> topic)
                .findFirst();
    }
}
