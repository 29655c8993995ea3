package org.poolwarden.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The embedded registry, asked by Confluent's own client. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmbeddedRegistryTest {

    private static final AvroSchema V1 = schema("{\"name\": \"a\", \"type\": \"string\"}");
    private static final AvroSchema V2 = schema(
            "{\"name\": \"a\", \"type\": \"string\"}, {\"name\": \"b\", \"type\": [\"null\", \"string\"], \"default\": null}");
    private static final AvroSchema OTHER = schema("{\"name\": \"c\", \"type\": \"long\"}");

    private EmbeddedBroker broker;
    private EmbeddedRegistry registry;

    @BeforeAll
    void start(@TempDir Path dir) throws Exception {
        Ports ports = Ports.free();
        broker = EmbeddedBroker.start(dir, ports);
        registry = EmbeddedRegistry.start(broker.bootstrap(), ports.registry());
    }

    @AfterAll
    void stop() {
        registry.close();
        broker.close();
    }

    @Test
    void aSchemaHasOneIdHoweverOftenItIsRegistered() throws Exception {
        int id = client().register("once-value", V1);

        assertThat(client().register("once-value", V1)).isEqualTo(id);
        assertThat(client().register("elsewhere-value", V1)).isEqualTo(id);
        assertThat(client().getId("once-value", V1)).isEqualTo(id);
        assertThat(client().getSchemaById(id).canonicalString()).isEqualTo(V1.canonicalString());
        assertThat(client().getAllSubjects()).contains("once-value", "elsewhere-value");
    }

    @Test
    void aCompatibleSchemaIsTheNextVersion() throws Exception {
        client().register("grows-value", V1);
        client().updateCompatibility("grows-value", "FULL_TRANSITIVE");
        int second = client().register("grows-value", V2);

        assertThat(client().getAllVersions("grows-value")).isEqualTo(List.of(1, 2));
        assertThat(client().getLatestSchemaMetadata("grows-value").getId()).isEqualTo(second);
        assertThat(client().getCompatibility("grows-value")).isEqualTo("FULL_TRANSITIVE");
        assertThat(client().testCompatibility("grows-value", OTHER)).isFalse();
    }

    @Test
    void anIncompatibleSchemaIsRefusedWith409() throws Exception {
        client().register("strict-value", V1);

        assertThatThrownBy(() -> client().register("strict-value", OTHER))
                .isInstanceOfSatisfying(RestClientException.class, e -> assertThat(e.getStatus())
                        .isEqualTo(409));
        client().updateCompatibility("strict-value", "NONE");
        assertThat(client().register("strict-value", OTHER)).isPositive();
    }

    @Test
    void whatIsNotThereIs404WithConfluentsCode() {
        assertThatThrownBy(() -> client().getSchemaById(4711))
                .isInstanceOfSatisfying(RestClientException.class, e -> assertThat(e.getErrorCode())
                        .isEqualTo(40403));
        assertThatThrownBy(() -> client().getLatestSchemaMetadata("nobody-value"))
                .isInstanceOfSatisfying(RestClientException.class, e -> assertThat(e.getErrorCode())
                        .isEqualTo(40401));
    }

    @Test
    void anotherRegistryOnTheSameTopicKnowsTheSameIds() throws Exception {
        int id = client().register("kept-value", V1);

        try (EmbeddedRegistry again =
                EmbeddedRegistry.start(broker.bootstrap(), Ports.free().registry())) {
            assertThat(new CachedSchemaRegistryClient(again.url(), 10).getId("kept-value", V1))
                    .isEqualTo(id);
        }
    }

    /** A new one each time: the client remembers what it was told. */
    private SchemaRegistryClient client() {
        return new CachedSchemaRegistryClient(registry.url(), 10);
    }

    private static AvroSchema schema(String fields) {
        return new AvroSchema("{\"type\": \"record\", \"name\": \"R\", \"fields\": [" + fields + "]}");
    }
}
