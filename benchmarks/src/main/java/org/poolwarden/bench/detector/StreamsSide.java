package org.poolwarden.bench.detector;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.poolwarden.failover.stream.FailoverStreams;

/** A topology under the settings of the failover topology; what it has read is what it has committed. */
final class StreamsSide implements Side {

    private static final Duration LOOK = Duration.ofMillis(20);
    /** The first rounds of 100,000 hosts are 800,000 heartbeats, and each is judged. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Log log;
    private final String application;
    private final KafkaStreams streams;

    /**
     * @param application consumer group, and in the name of each of its threads
     */
    StreamsSide(Log log, String application, Topology topology) {
        this.log = log;
        this.application = application;
        this.streams = new KafkaStreams(
                topology,
                FailoverStreams.config(
                        application,
                        log.lab().bootstrap(),
                        log.lab().dir(application),
                        log.topics().deadLetters()));
    }

    @Override
    public void settle(long records) throws InterruptedException {
        streams.start();
        await(records);
        streams.pause();
    }

    @Override
    public Duration readUntil(long records) throws InterruptedException {
        Duration before = ThreadTimes.of(application + "-");
        streams.resume();
        await(records);
        Duration after = ThreadTimes.of(application + "-");
        streams.pause();
        return after.minus(before);
    }

    private void await(long records) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (read() < records) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (System.nanoTime() > end) {
                throw new IllegalStateException(application + " has read " + read() + " of " + records + " heartbeats, "
                        + "and is " + streams.state());
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    @Override
    public long read() {
        try {
            Map<TopicPartition, OffsetAndMetadata> committed = log.lab()
                    .admin()
                    .listConsumerGroupOffsets(application)
                    .partitionsToOffsetAndMetadata()
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return log.partitions().stream()
                    .map(committed::get)
                    .mapToLong(offset -> offset == null ? 0 : offset.offset())
                    .sum();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("what " + application + " has committed is not known", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        streams.close(Duration.ofSeconds(10));
    }
}
