package org.poolwarden.app.run;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.poolwarden.capacity.stream.CapacitySettings;
import org.poolwarden.capacity.stream.CapacityTopology;
import org.poolwarden.schema.topic.Topics;
import org.poolwarden.schema.wire.WireCodec;
import org.poolwarden.shell.StreamsSettings;

/** The capacity topology as an application of its own beside {@link FailoverApp}. */
public final class CapacityApp {

    /**
     * How it runs here.
     *
     * @param instance stays the same across restarts, so that they need no rebalance
     * @param stateDir where stores lie; they are rebuilt from changelogs when it is lost
     * @param kafka for its clients, as it is
     */
    public record Settings(
            String instance,
            Path stateDir,
            CapacitySettings capacity,
            MeterRegistry meters,
            Map<String, Object> kafka) {}

    private CapacityApp() {}

    /**
     * Starts it and does not wait.
     *
     * @param applicationId consumer group and prefix of its internal topics
     * @param ended is run when it has stopped, for whatever reason
     * @throws StartException when its state directory cannot be had
     */
    public static StreamsApp start(
            String applicationId, String bootstrap, Topics topics, WireCodec codec, Settings settings, Runnable ended)
            throws StartException {
        CapacityMetrics metrics = new CapacityMetrics(settings.meters());
        Properties config = StreamsSettings.config(applicationId, bootstrap, settings.stateDir(), topics.deadLetters());
        // The first batch of a transaction may be put off until the one before has ended.
        // Those behind it would be refused, and sent again, all of them.
        config.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION), 1);
        CapacityTopology topology = new CapacityTopology(topics, codec, settings.capacity(), metrics::show);
        return StreamsApp.start(
                "capacity",
                topology.get(),
                config,
                new StreamsApp.Life(
                        settings.instance(), settings.kafka(), settings.meters(), metrics::forget, () -> true, ended));
    }
}
