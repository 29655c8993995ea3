package org.poolwarden.bench.capacity;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.poolwarden.bench.fleet.Lab;
import org.poolwarden.schema.DiskSample;
import org.poolwarden.schema.topic.Topic;
import org.poolwarden.schema.topic.Topics;

/**
 * The samples of some minutes, under a prefix of their own, in the order of their time.
 *
 * <p>They begin at an hour, so that every run has the same windows, and end 35 s after the last minute: whoever waits 30
 * s for what is late closes that one and no other.
 *
 * @param begin in the past, by the hosts' clocks
 * @param size how many samples there are
 */
record SampleLog(Lab lab, String prefix, Disks disks, Instant begin, int minutes, long size) {

    private static final int MOST_PARTITIONS = 4;
    private static final int SLOTS_A_MINUTE = 60 / Disks.SLOT_SECONDS;
    private static final int SLOTS_AFTER = 7;

    static SampleLog append(Lab lab, String prefix, Disks disks, int minutes) throws InterruptedException {
        Topics topics = new Topics(prefix, partitions(disks));
        topics.create(lab.admin(), (short) 1);
        Instant begin = Instant.now().minus(Duration.ofMinutes(minutes + 1L)).truncatedTo(ChronoUnit.HOURS);
        long first = begin.getEpochSecond() / Disks.SLOT_SECONDS + 1;
        long size = 0;
        // One request at a time: the first of several to a new partition may be refused, and its retry come too late.
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                lab.bootstrap(),
                "linger.ms",
                20,
                "batch.size",
                131_072,
                "max.in.flight.requests.per.connection",
                1);
        try (KafkaProducer<String, DiskSample> producer =
                new KafkaProducer<>(config, new StringSerializer(), lab.codec().serializer(topics.diskSamples()))) {
            for (long slot = first; slot < first + (long) minutes * SLOTS_A_MINUTE + SLOTS_AFTER; slot++) {
                size += append(producer, topics.diskSamples(), disks, slot);
            }
        }
        return new SampleLog(lab, prefix, disks, begin, minutes, size);
    }

    /** Pools lie in all partitions, however few they are: an empty one has no time, and would hold up who waits for it. */
    private static long append(
            KafkaProducer<String, DiskSample> producer, Topic<DiskSample> topic, Disks disks, long slot) {
        long appended = 0;
        for (int pool = 0; pool < disks.pools(); pool++) {
            List<DiskSample> told = disks.told(pool, slot);
            int partition = pool % topic.partitions();
            told.forEach(
                    sample -> producer.send(new ProducerRecord<>(topic.name(), partition, sample.getPool(), sample)));
            appended += told.size();
        }
        return appended;
    }

    private static int partitions(Disks disks) {
        return Math.min(MOST_PARTITIONS, disks.pools());
    }

    int partitions() {
        return partitions(disks);
    }

    /** So that the logs of many rounds do not lie on the disk together. */
    void delete() throws InterruptedException {
        try {
            lab.admin()
                    .deleteTopics(List.of(
                            new Topics(prefix, partitions()).diskSamples().name()))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the samples are not deleted", e);
        }
    }

    /** End of the last minute that is whole. */
    Instant end() {
        return begin.plus(Duration.ofMinutes(minutes));
    }
}
