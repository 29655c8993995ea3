package org.poolwarden.bench.capacity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.KafkaStreams;
import org.poolwarden.capacity.stream.CapacitySettings;
import org.poolwarden.capacity.stream.CapacityTopology;
import org.poolwarden.schema.CapacityReport;
import org.poolwarden.schema.topic.Topic;
import org.poolwarden.schema.wire.WireCodec;
import org.poolwarden.shell.StreamsSettings;

/** The capacity topology as it runs in production: exactly once, RocksDB, changelogs. */
final class StreamsContender implements Contender {

    private static final Duration CLOSING = Duration.ofSeconds(30);

    @Override
    public String title() {
        return "capacity topology";
    }

    @Override
    public String stateIn() {
        return "RocksDB's tables";
    }

    @Override
    public Side start(Turn turn) {
        CapacityTopology topology = new CapacityTopology(
                        turn.topics(), WireCodec.at(turn.registry()), CapacitySettings.DEFAULT)
                // The Flink job knows no fleet.
                .ofPoolsAlone();
        KafkaStreams streams = new KafkaStreams(
                topology.get(),
                StreamsSettings.config(
                        turn.application(),
                        turn.bootstrap(),
                        turn.dir(),
                        turn.topics().deadLetters()));
        streams.start();
        return new Running(turn, streams);
    }

    private record Running(Turn turn, KafkaStreams streams) implements Side {

        @Override
        public Topic<CapacityReport> reports() {
            return turn.topics().capacityReports();
        }

        @Override
        public long read() {
            if (streams.state().hasCompletedShutdown()) {
                throw new IllegalStateException(turn.application() + " has ended: it is " + streams.state());
            }
            return (long) sum(
                    name -> name.name().equals("process-total") && name.group().equals("stream-thread-metrics"));
        }

        @Override
        public double changelogBytes() {
            return sum(name -> name.name().equals("byte-total")
                    && name.group().equals("producer-topic-metrics")
                    && name.tags().get("topic").endsWith("-changelog"));
        }

        private double sum(Predicate<MetricName> wanted) {
            return streams.metrics().values().stream()
                    .filter(metric -> wanted.test(metric.metricName()))
                    .map(Metric::metricValue)
                    .mapToDouble(value -> ((Number) value).doubleValue())
                    .sum();
        }

        @Override
        public long stateBytes() throws IOException {
            try (Stream<Path> files = Files.walk(turn.dir())) {
                List<Path> tables =
                        files.filter(file -> file.toString().endsWith(".sst")).toList();
                long bytes = 0;
                for (Path table : tables) {
                    bytes += Files.size(table);
                }
                return bytes;
            }
        }

        @Override
        public void close() {
            streams.close(CLOSING);
        }
    }
}
