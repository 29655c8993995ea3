package org.poolwarden;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.poolwarden.capacity.stream.CapacitySettings;
import org.poolwarden.capacity.stream.CapacityTopology;
import org.poolwarden.failover.Tolerance;
import org.poolwarden.failover.stream.FailoverTopology;
import org.poolwarden.schema.topic.Topics;
import org.poolwarden.schema.wire.WireCodec;

class TopologiesDocTest {

    @Test
    void theDocumentedTopologiesAreTheRealOnes() throws IOException {
        WireCodec codec = new WireCodec(new MockSchemaRegistryClient());
        Path file = Path.of("../docs/topologies.txt");
        String described = "failover\n\n"
                + new FailoverTopology(Topics.defaults(), codec, Tolerance.DEFAULT)
                        .get()
                        .describe()
                + "\ncapacity\n\n"
                + new CapacityTopology(Topics.defaults(), codec, CapacitySettings.DEFAULT)
                        .get()
                        .describe();
        if (Boolean.getBoolean("poolwarden.rewrite")) {
            Files.writeString(file, described);
        }
        assertThat(Files.readString(file))
                .as("docs/topologies.txt is stale: run mvn test with -Dpoolwarden.rewrite=true and read the difference")
                .isEqualTo(described);
    }
}
