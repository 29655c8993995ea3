package org.poolwarden.failover.stream;

import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.poolwarden.shell.StreamsSettings;

/** The settings under which the failover topology runs. */
public final class FailoverStreams {

    private FailoverStreams() {}

    /**
     * Exactly once, no linger, a warm standby where there are two instances: evidence becomes a command within a commit interval. Dead letters go to {@code
     * deadLetters}.
     */
    public static Properties config(String applicationId, String bootstrapServers, Path stateDir, String deadLetters) {
        Properties config = StreamsSettings.config(applicationId, bootstrapServers, stateDir, deadLetters);
        config.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 0);
        return config;
    }
}
