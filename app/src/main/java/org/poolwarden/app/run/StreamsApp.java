package org.poolwarden.app.run;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A topology that runs here, from its start to its end, with the metrics of its threads and clients. */
public final class StreamsApp implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StreamsApp.class);
    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration CLOSING = Duration.ofSeconds(10);

    private final String word;
    private final KafkaStreams streams;
    private final KafkaStreamsMetrics metrics;
    private final BooleanSupplier caughtUp;
    private final CountDownLatch running = new CountDownLatch(1);

    /**
     * How an application lives here.
     *
     * @param instance stays the same across restarts, so that they need no rebalance
     * @param kafka for its clients, as it is
     * @param rebalancing is run when tasks may go elsewhere
     * @param caughtUp whether it may be called ready, once it runs
     * @param ended is run when it has stopped, for whatever reason
     */
    record Life(
            String instance,
            Map<String, Object> kafka,
            MeterRegistry meters,
            Runnable rebalancing,
            BooleanSupplier caughtUp,
            Runnable ended) {}

    private StreamsApp(String word, KafkaStreams streams, Life life) {
        this.word = word;
        this.streams = streams;
        this.caughtUp = life.caughtUp();
        this.metrics = new KafkaStreamsMetrics(streams);
        metrics.bindTo(life.meters());
        streams.setStateListener((next, before) -> {
            if (next == KafkaStreams.State.RUNNING) {
                running.countDown();
            }
            if (next == KafkaStreams.State.REBALANCING) {
                life.rebalancing().run();
            }
            if (next.hasCompletedShutdown()) {
                life.ended().run();
            }
        });
        streams.setUncaughtExceptionHandler(error -> answer(error, life.instance()));
    }

    /** Whose name was taken would take it back by another thread, and so on, and neither would judge anything. */
    private static StreamThreadExceptionResponse answer(Throwable error, String instance) {
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
     * @param word what people call it, for example {@code failover}
     * @param config of its own; {@code life} adds to it
     * @throws StartException when its state directory cannot be had
     */
    static StreamsApp start(String word, Topology topology, Properties config, Life life) throws StartException {
        config.putAll(life.kafka());
        config.put(
                StreamsConfig.consumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG),
                config.get(StreamsConfig.APPLICATION_ID_CONFIG) + "-" + life.instance());
        StreamsApp app = new StreamsApp(word, streams(topology, config), life);
        app.streams.start();
        return app;
    }

    private static KafkaStreams streams(Topology topology, Properties config) throws StartException {
        try {
            return new KafkaStreams(topology, config);
        } catch (StreamsException e) {
            throw new StartException(
                    "state.dir " + config.get(StreamsConfig.STATE_DIR_CONFIG)
                            + " cannot be used: each instance needs one of its own, that it may write",
                    e);
        }
    }

    /** What people call it. */
    String word() {
        return word;
    }

    /**
     * @throws StartException when it does not run in time
     */
    public void awaitRunning() throws StartException, InterruptedException {
        if (!running.await(START.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new StartException("the " + word + " topology does not run: it is " + streams.state(), null);
        }
    }

    public boolean isAlive() {
        return !streams.state().hasCompletedShutdown();
    }

    public boolean hasFailed() {
        return streams.state() == KafkaStreams.State.ERROR;
    }

    /** Running, and caught up with what it must have heard before it is relied on. */
    public boolean isReady() {
        return streams.state() == KafkaStreams.State.RUNNING && caughtUp.getAsBoolean();
    }

    @Override
    public void close() {
        metrics.close();
        streams.close(CloseOptions.timeout(CLOSING));
    }
}
