package org.poolwarden.schema.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.poolwarden.schema.HostHeartbeat;
import org.poolwarden.schema.Samples;
import org.poolwarden.schema.topic.Topic;
import org.poolwarden.schema.topic.Topics;
import org.poolwarden.schema.wire.Subjects.Standing;

class SubjectsTest {

    private static final Topic<HostHeartbeat> HEARTBEATS = Topics.defaults().heartbeats();

    private final MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
    private final Subjects subjects = new Subjects(registry);

    @Test
    void aSubjectThatNobodyHasWrittenIsUnknownAndNotRefused() {
        assertThat(subjects.of(HEARTBEATS, subjects.all())).isEqualTo(Standing.UNKNOWN);
        assertThat(subjects.all()).isEmpty();
    }

    @Test
    void theOwnSchemaFits() {
        new WireCodec(registry).serializer(HEARTBEATS).serialize("", Samples.heartbeat());

        assertThat(subjects.of(HEARTBEATS, subjects.all())).isEqualTo(Standing.FITS);
    }

    @Test
    void somebodyElsesSchemaUnderTheSameNameIsRefused() throws Exception {
        registry.register(
                HEARTBEATS.subject(), new AvroSchema("{\"type\": \"record\", \"name\": \"Other\", \"fields\": []}"));
        registry.updateCompatibility(HEARTBEATS.subject(), "FULL_TRANSITIVE");

        assertThat(subjects.of(HEARTBEATS, Set.of(HEARTBEATS.subject()))).isEqualTo(Standing.REFUSED);
    }
}
