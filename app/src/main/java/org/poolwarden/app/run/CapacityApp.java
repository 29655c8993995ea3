package org.poolwarden.app.run;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsException;
import org.poolwarden.capacity.stream.CapacitySettings;
import org.poolwarden.capacity.stream.CapacityTopology;
import org.poolwarden.schema.topic.Topics;
import org.poolwarden.schema.wire.WireCodec;
import org.poolwarden.shell.StreamsSettings;

/** The capacity topology, running, with its metrics: an application of its own beside {@link FailoverApp}. */
public final class CapacityApp implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration CLOSING = Duration.ofSeconds(10);

    private final KafkaStreams streams;
    private final KafkaStreamsMetrics streamsMetrics;
    private final CountDownLatch running = new CountDownLatch(1);

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

    private CapacityApp(KafkaStreams streams, CapacityMetrics metrics, Settings settings, Runnable ended) {
        this.streams = streams;
        this.streamsMetrics = new KafkaStreamsMetrics(streams);
        streamsMetrics.bindTo(settings.meters());
        streams.setStateListener((next, before) -> {
            if (next == KafkaStreams.State.RUNNING) {
                running.countDown();
            }
            if (next == KafkaStreams.State.REBALANCING) {
                metrics.forget();
            }
            if (next.hasCompletedShutdown()) {
                ended.run();
            }
        });
        streams.setUncaughtExceptionHandler(error -> FailoverApp.answer(error, settings.instance()));
    }

    /**
     * Starts it and does not wait.
     *
     * @param applicationId consumer group and prefix of its internal topics
     * @param ended is run when it has stopped, for whatever reason
     * @throws StartException when its state directory cannot be had
     */
    public static CapacityApp start(
            String applicationId, String bootstrap, Topics topics, WireCodec codec, Settings settings, Runnable ended)
            throws StartException {
        CapacityMetrics metrics = new CapacityMetrics(settings.meters());
        Properties config = StreamsSettings.config(applicationId, bootstrap, settings.stateDir(), topics.deadLetters());
        // The first batch of a transaction may be put off until the one before has ended: those behind it are then
        // refused,
        // and sent again, all of them.
        config.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION), 1);
        config.putAll(settings.kafka());
        config.put(
                StreamsConfig.consumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG),
                applicationId + "-" + settings.instance());
        CapacityTopology topology = new CapacityTopology(topics, codec, settings.capacity(), metrics::show);
        try {
            CapacityApp app = new CapacityApp(new KafkaStreams(topology.get(), config), metrics, settings, ended);
            app.streams.start();
            return app;
        } catch (StreamsException e) {
            throw new StartException(
                    "state.dir " + settings.stateDir()
                            + " cannot be used: each instance needs one of its own, that it may write",
                    e);
        }
    }

    /**
     * @throws StartException when it does not run in time
     */
    public void awaitRunning() throws StartException, InterruptedException {
        if (!running.await(START.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new StartException("the capacity topology does not run: it is " + streams.state(), null);
        }
    }

    public boolean isAlive() {
        return !streams.state().hasCompletedShutdown();
    }

    public boolean hasFailed() {
        return streams.state() == KafkaStreams.State.ERROR;
    }

    public boolean isReady() {
        return streams.state() == KafkaStreams.State.RUNNING;
    }

    @Override
    public void close() {
        streamsMetrics.close();
        streams.close(CloseOptions.timeout(CLOSING));
    }
}
