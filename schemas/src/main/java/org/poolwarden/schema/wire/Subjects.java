package org.poolwarden.schema.wire;

import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientFactory;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.errors.SerializationException;
import org.poolwarden.schema.topic.Topic;

/** What a registry knows of topics' schemas; asking changes nothing there. */
public final class Subjects {

    /** How a topic's schema stands with the registry. */
    public enum Standing {
        /** The registry has never heard of it; the first record registers it. */
        UNKNOWN,
        /** It is, or could be, the next version. */
        FITS,
        /** The registry would refuse it. */
        REFUSED
    }

    private final SchemaRegistryClient registry;

    Subjects(SchemaRegistryClient registry) {
        this.registry = registry;
    }

    public static Subjects at(String url) {
        return new Subjects(SchemaRegistryClientFactory.newClient(
                List.of(url), 1, List.of(new AvroSchemaProvider()), Map.of(), Map.of()));
    }

    /**
     * @throws SerializationException when the registry does not answer
     */
    public Set<String> all() {
        try {
            return Set.copyOf(registry.getAllSubjects());
        } catch (IOException | RestClientException e) {
            throw new SerializationException("asking the registry for its subjects", e);
        }
    }

    /**
     * @param known subjects that there are
     * @throws SerializationException when the registry does not answer
     */
    public Standing of(Topic<?> topic, Set<String> known) {
        if (!known.contains(topic.subject())) {
            return Standing.UNKNOWN;
        }
        try {
            return registry.testCompatibility(topic.subject(), WireSerializer.registered(topic))
                    ? Standing.FITS
                    : Standing.REFUSED;
        } catch (IOException | RestClientException e) {
            throw new SerializationException("asking the registry about " + topic.subject(), e);
        }
    }
}
