package org.poolwarden.app.operate;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.poolwarden.app.run.Reach;
import org.poolwarden.schema.topic.Topic;
import org.poolwarden.schema.wire.WireCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads topics without end, each entry as soon as it is committed, on a thread of its own. */
public final class TopicFollower implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);

    private static final Duration STOP = Duration.ofSeconds(5);

    private final Map<String, Consumer<ConsumerRecord<String, byte[]>>> readers = new HashMap<>();
    private final Map<String, Optional<Instant>> begins = new HashMap<>();
    private final CountDownLatch told = new CountDownLatch(1);
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "topic-follower");
    private final WireCodec codec;
    private final TopicReader reader;
    private Map<TopicPartition, Long> ends = Map.of();
    private volatile Optional<String> trouble = Optional.empty();

    public TopicFollower(Reach reach, Clock clock) {
        this.codec = WireCodec.at(reach.registry());
        this.reader = new TopicReader(Cluster.clients(reach), codec, clock, reach.patience(), LOG::warn);
        thread.setDaemon(true);
    }

    /**
     * Before it starts.
     *
     * @param begin what was appended before is not read; empty for the beginning
     * @param taker gets each entry on the follower's thread
     */
    public <V extends SpecificRecord> TopicFollower on(
            Topic<V> topic, Optional<Instant> begin, Consumer<Entry<V>> taker) {
        Deserializer<V> deserializer = codec.deserializer(topic);
        begins.put(topic.name(), begin);
        readers.put(topic.name(), record -> reader.entry(record, deserializer).ifPresent(taker));
        return this;
    }

    /**
     * @throws Trouble when Kafka does not answer, or one of the topics is not there
     */
    public TopicFollower start() throws Trouble {
        try {
            ends = reader.follow(begins);
        } catch (KafkaException e) {
            reader.close();
            throw Trouble.unanswered("topics cannot be read: " + e.getMessage(), e);
        }
        thread.start();
        return this;
    }

    /** Why nothing is read any more; empty while it is. */
    public Optional<String> trouble() {
        return trouble;
    }

    /** Whether everything has been read that was there at the start. */
    public boolean hasCaughtUp() {
        return caughtUp.getCount() == 0;
    }

    private void run() {
        try (reader) {
            while (told.getCount() > 0) {
                read();
                if (!hasCaughtUp() && reader.hasReached(ends)) {
                    caughtUp.countDown();
                }
            }
        } catch (KafkaException e) {
            trouble = Optional.of("topics are not read any more: " + e.getMessage());
            LOG.error("the follower of {} has stopped", begins.keySet(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() throws InterruptedException {
        List<ConsumerRecord<String, byte[]>> some = new ArrayList<>();
        reader.next().forEach(some::add);
        some.sort(Comparator.<ConsumerRecord<String, byte[]>>comparingLong(ConsumerRecord::timestamp)
                .thenComparingLong(ConsumerRecord::offset));
        Set<TopicPartition> away = new HashSet<>();
        for (ConsumerRecord<String, byte[]> record : some) {
            TopicPartition place = new TopicPartition(record.topic(), record.partition());
            if (!away.contains(place) && !isRead(record)) {
                away.add(place);
                reader.again(record);
            }
        }
        if (!away.isEmpty()) {
            told.await(1, TimeUnit.SECONDS);
        }
    }

    /** False while the registry is away that knows the record's schema: it is read later. */
    private boolean isRead(ConsumerRecord<String, byte[]> record) {
        try {
            readers.get(record.topic()).accept(record);
            trouble = Optional.empty();
            return true;
        } catch (SerializationException e) {
            trouble = Optional.of("the schema registry does not answer: " + e.getMessage());
            return false;
        }
    }

    @Override
    public void close() {
        told.countDown();
        try {
            thread.join(STOP.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
