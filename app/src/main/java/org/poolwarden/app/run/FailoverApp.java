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
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.poolwarden.failover.Tolerance;
import org.poolwarden.failover.stream.FailoverStreams;
import org.poolwarden.failover.stream.FailoverTopology;
import org.poolwarden.schema.topic.Topics;
import org.poolwarden.schema.wire.WireCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The failover topology, running, with its metrics. */
public final class FailoverApp implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FailoverApp.class);
    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration CLOSING = Duration.ofSeconds(10);

    private final KafkaStreams streams;
    private final KafkaStreamsMetrics streamsMetrics;
    private final FailoverMetrics metrics;
    private final CountDownLatch running = new CountDownLatch(1);

    private FailoverApp(KafkaStreams streams, FailoverMetrics metrics, Settings settings, Runnable ended) {
        this.streams = streams;
        this.metrics = metrics;
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
        streams.setUncaughtExceptionHandler(error -> answer(error, settings.instance()));
    }

    /** Whose name was taken would take it back by another thread, and so on, and neither would judge anything. */
    static StreamThreadExceptionResponse answer(Throwable error, String instance) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof FencedInstanceIdException) {
                LOG.error("another process runs as instance={} and has taken over: names are unique", instance);
                return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            }
        }
        LOG.error("a stream thread died and is replaced", error);
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    /**
     * Starts it and does not wait.
     *
     * @param applicationId consumer group and prefix of its internal topics
     * @param ended is run when it has stopped, for whatever reason
     * @throws StartException when its state directory cannot be had
     */
    public static FailoverApp start(
            String applicationId, String bootstrap, Topics topics, WireCodec codec, Settings settings, Runnable ended)
            throws StartException {
        FailoverMetrics metrics = new FailoverMetrics(settings.meters());
        Properties config = FailoverStreams.config(applicationId, bootstrap, settings.stateDir(), topics.deadLetters());
        config.putAll(settings.kafka());
        config.put(
                StreamsConfig.consumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG),
                applicationId + "-" + settings.instance());
        FailoverTopology topology = new FailoverTopology(topics, codec, settings.tolerance(), metrics::count);
        FailoverApp app = new FailoverApp(streams(topology, config, settings.stateDir()), metrics, settings, ended);
        app.streams.start();
        return app;
    }

    private static KafkaStreams streams(FailoverTopology topology, Properties config, Path stateDir)
            throws StartException {
        try {
            return new KafkaStreams(topology.get(), config);
        } catch (StreamsException e) {
            throw new StartException(
                    "state.dir " + stateDir + " cannot be used: each instance needs one of its own, that it may write",
                    e);
        }
    }

    /**
     * How it runs here.
     *
     * @param instance stays the same across restarts, so that they need no rebalance
     * @param stateDir where stores lie; they are rebuilt from changelogs when it is lost
     * @param kafka for its clients, as it is
     */
    public record Settings(
            String instance, Path stateDir, Tolerance tolerance, MeterRegistry meters, Map<String, Object> kafka) {}

    /**
     * @throws StartException when it does not run in time
     */
    public void awaitRunning() throws StartException, InterruptedException {
        if (!running.await(START.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new StartException("the failover topology does not run: it is " + streams.state(), null);
        }
    }

    public boolean isAlive() {
        return !streams.state().hasCompletedShutdown();
    }

    public boolean hasFailed() {
        return streams.state() == KafkaStreams.State.ERROR;
    }

    /** Running, and caught up with the observers of every pool that it has heard of. */
    public boolean isReady() {
        return streams.state() == KafkaStreams.State.RUNNING && metrics.isCaughtUp();
    }

    @Override
    public void close() {
        streamsMetrics.close();
        streams.close(CloseOptions.timeout(CLOSING));
    }
}
