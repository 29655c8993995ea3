package org.poolwarden.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.Test;
import org.poolwarden.app.check.TopologyTopics;
import org.poolwarden.capacity.stream.CapacitySettings;
import org.poolwarden.capacity.stream.CapacityTopology;
import org.poolwarden.failover.Tolerance;
import org.poolwarden.failover.stream.FailoverTopology;
import org.poolwarden.schema.topic.Topic;
import org.poolwarden.schema.topic.Topics;
import org.poolwarden.schema.wire.WireCodec;

/** The table of ACLs in docs/operations.md is what the topics and topologies are. */
class OperationsDocTest {

    private static final Path DOC = Path.of("../docs/operations.md");
    private static final Topics TOPICS = Topics.defaults();
    private static final WireCodec CODEC = WireCodec.at("http://127.0.0.1:1");

    /** What each principal may do, by topic. */
    private static Map<String, Map<String, String>> table() throws IOException {
        Map<String, Map<String, String>> table = new LinkedHashMap<>();
        List<String> columns = List.of();
        for (String line : Files.readAllLines(DOC)) {
            List<String> cells =
                    Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
            if (line.startsWith("| topic |")) {
                columns = cells;
            } else if (line.startsWith("| `" + Topics.DEFAULT_PREFIX)) {
                Map<String, String> row = new LinkedHashMap<>();
                for (int i = 2; i < columns.size() - 1; i++) {
                    row.put(columns.get(i), cells.get(i));
                }
                table.put(cells.get(1).replace("`", ""), row);
            }
        }
        return table;
    }

    private static Set<String> allowed(String principal, String right) throws IOException {
        return table().entrySet().stream()
                .filter(row -> row.getValue().get(principal).contains(right))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyTopicIsInTheTableAndNothingElse() throws IOException {
        Set<String> names = TOPICS.all().stream().map(Topic::name).collect(Collectors.toCollection(TreeSet::new));
        names.add(TOPICS.deadLetters());

        assertThat(table().keySet()).containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void processorsMayReadAndWriteWhatTheirTopologiesDo() throws IOException {
        assertThatTableAllows("failover", new FailoverTopology(TOPICS, CODEC, Tolerance.DEFAULT).get());
        assertThatTableAllows(
                "capacity", new CapacityTopology(TOPICS, CODEC, CapacitySettings.DEFAULT, report -> {}).get());
    }

    private static void assertThatTableAllows(String principal, Topology topology) throws IOException {
        TopologyTopics topics = TopologyTopics.of(topology);
        Set<String> written = new TreeSet<>(topics.written());
        written.add(TOPICS.deadLetters());
        assertThat(allowed(principal, "R")).as(principal + " reads").isEqualTo(topics.read());
        assertThat(allowed(principal, "W")).as(principal + " writes").isEqualTo(written);
    }
}
