package org.poolwarden.app.trace;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.poolwarden.capacity.StorageCapacity;
import org.poolwarden.capacity.stream.CapacitySettings;
import org.poolwarden.capacity.stream.CapacityTopology;
import org.poolwarden.schema.CapacityReport;
import org.poolwarden.schema.DiskSample;
import org.poolwarden.schema.ReportScope;
import org.poolwarden.schema.ReportWindow;
import org.poolwarden.schema.topic.Topics;
import org.poolwarden.schema.wire.WireCodec;
import org.poolwarden.shell.StreamsSettings;

/** The samples of a trace through the real capacity topology, without a broker and as fast as it goes. */
public final class TraceRun {

    /** How long after its end a sample is appended. */
    private static final Duration TRANSFER = Duration.ofSeconds(1);

    private final Topics topics = Topics.defaults();
    private final WireCodec codec = new WireCodec(new MockSchemaRegistryClient());
    private final Serializer<DiskSample> serializer = codec.serializer(topics.diskSamples());
    private final SampleSource source;
    private final Optional<StorageCapacity> capacity;

    /** One window of one length. */
    private record Place(ReportWindow window, Instant start) {}

    /**
     * @param capacity what the SR can do; absent is what the topology assumes, and says so
     */
    public TraceRun(SampleSource source, Optional<StorageCapacity> capacity) {
        this.source = source;
        this.capacity = capacity;
    }

    /**
     * The last report on the SR for each window, of each length; by length, and then by time.
     *
     * @param fed is run after each sample
     */
    public List<CapacityReport> reports(Stream<DiskSample> samples, Runnable fed) throws IOException {
        Path dir = Files.createTempDirectory("poolwarden-trace");
        try {
            return reports(samples.iterator(), fed, dir);
        } finally {
            delete(dir);
        }
    }

    private List<CapacityReport> reports(Iterator<DiskSample> samples, Runnable fed, Path dir) {
        DiskSample sample = samples.next();
        CapacitySettings settings = new CapacitySettings(
                CapacitySettings.DEFAULT.poll(),
                capacity.map(known -> Map.of(source.sr(), known)).orElse(Map.of()));
        Map<Place, CapacityReport> last =
                new TreeMap<>(Comparator.comparing(Place::window).thenComparing(Place::start));
        try (TopologyTestDriver driver = new TopologyTestDriver(
                new CapacityTopology(topics, codec, settings).ofPoolsAlone().get(), config(dir), appended(sample))) {
            TestInputTopic<String, byte[]> input = driver.createInputTopic(
                    topics.diskSamples().name(), new StringSerializer(), new ByteArraySerializer());
            TestOutputTopic<String, CapacityReport> output = driver.createOutputTopic(
                    topics.capacityReports().name(),
                    new StringDeserializer(),
                    codec.deserializer(topics.capacityReports()));
            feed(input, sample);
            fed.run();
            while (samples.hasNext()) {
                sample = samples.next();
                feed(input, sample);
                keep(output, last);
                fed.run();
            }
            Instant end = sample.getT();
            closing(end).forEach(zero -> feed(input, zero));
            keep(output, last);
            last.keySet().removeIf(place -> !place.start().isBefore(end));
        }
        return List.copyOf(last.values());
    }

    private void feed(TestInputTopic<String, byte[]> input, DiskSample sample) {
        byte[] bytes = serializer.serialize(topics.diskSamples().name(), sample);
        input.pipeInput(source.pool(), bytes, appended(sample));
    }

    private static Instant appended(DiskSample sample) {
        return sample.getT().plus(TRANSFER);
    }

    private static void keep(TestOutputTopic<String, CapacityReport> output, Map<Place, CapacityReport> last) {
        while (!output.isEmpty()) {
            CapacityReport report = output.readValue();
            if (report != null && report.getScope() == ReportScope.SR) {
                last.put(new Place(report.getWindow(), report.getWindowStart()), report);
            }
        }
    }

    /**
     * Minutes close when later samples come, and a day is told when the next one has begun: so there is a next day, of
     * which no report is kept.
     */
    private Stream<DiskSample> closing(Instant end) {
        Instant day = end.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
        return Stream.of(day.plusSeconds(5), day.plusSeconds(300)).map(t -> source.begin()
                .setT(t)
                .setStepSeconds(5)
                .setIopsRead(0.0)
                .setIopsWrite(0.0)
                .build());
    }

    /** Nobody follows: nothing needs to be exactly once. */
    private Properties config(Path dir) {
        Properties config = StreamsSettings.config("replay-trace", "no-broker:9092", dir, topics.deadLetters());
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        return config;
    }

    private static void delete(Path dir) throws IOException {
        try (Stream<Path> files = Files.walk(dir)) {
            for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(file);
            }
        }
    }
}
