package org.poolwarden.app.run;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.poolwarden.failover.Tolerance;
import org.poolwarden.failover.stream.FailoverStreams;
import org.poolwarden.failover.stream.FailoverTopology;
import org.poolwarden.schema.topic.Topics;
import org.poolwarden.schema.wire.WireCodec;

/** The failover topology as an application: ready when it has heard the observers of every pool that it knows of. */
public final class FailoverApp {

    /**
     * How it runs here.
     *
     * @param instance stays the same across restarts, so that they need no rebalance
     * @param stateDir where stores lie; they are rebuilt from changelogs when it is lost
     * @param kafka for its clients, as it is
     */
    public record Settings(
            String instance, Path stateDir, Tolerance tolerance, MeterRegistry meters, Map<String, Object> kafka) {}

    private FailoverApp() {}

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
        FailoverMetrics metrics = new FailoverMetrics(settings.meters());
        Properties config = FailoverStreams.config(applicationId, bootstrap, settings.stateDir(), topics.deadLetters());
        FailoverTopology topology = new FailoverTopology(topics, codec, settings.tolerance(), metrics);
        return StreamsApp.start(
                "failover",
                topology.get(),
                config,
                new StreamsApp.Life(
                        settings.instance(),
                        settings.kafka(),
                        settings.meters(),
                        () -> {},
                        metrics::isCaughtUp,
                        ended));
    }
}
