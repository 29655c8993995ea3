package org.poolwarden.bench.latency;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.IntPredicate;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.poolwarden.bench.fleet.Pools;
import org.poolwarden.schema.HaStatement;
import org.poolwarden.schema.HostHeartbeat;
import org.poolwarden.schema.Mode;
import org.poolwarden.schema.PoolPolicy;
import org.poolwarden.schema.topic.Topics;
import org.poolwarden.schema.wire.WireCodec;

/**
 * Pools of which some lose their masters, in rounds of real time; each pool has its own moment within a round.
 *
 * <p>One pool in five is lost, as many as may recover at once without a person.
 */
final class Story implements AutoCloseable {

    private static final int HOSTS_OF_A_POOL = 2;

    /** How long what should come is waited for. */
    private static final int MOST_ROUNDS = 30;

    private static final int ONE_IN = 5;

    private final int count;
    private final Pools pools;
    private final Duration period;
    private final Topics topics;
    private final WireCodec codec;
    private final Serializer<HostHeartbeat> heartbeats;
    private final KafkaProducer<String, byte[]> producer;
    private final Clock clock;

    /** The second round in which a master is off is the one that decides. */
    private final Map<String, Future<RecordMetadata>> decisive = new HashMap<>();

    private Instant begin;
    private int round;
    private int firstOff;

    Story(String bootstrap, Topics topics, WireCodec codec, int count, Duration period, Clock clock) {
        this.topics = topics;
        this.codec = codec;
        this.heartbeats = codec.serializer(topics.heartbeats());
        this.count = count;
        this.pools = new Pools(count * HOSTS_OF_A_POOL, HOSTS_OF_A_POOL);
        this.period = period;
        this.clock = clock;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "linger.ms", 0),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /**
     * Every pool's policy: automatic, with the period of this story.
     *
     * <p>Not before the topology runs. A topic is there before its partitions take records, and an idempotent producer whose
     * first batch comes too early for one, and whose second does not, repeats the first in vain for two minutes.
     */
    void rule() {
        Serializer<PoolPolicy> policies = codec.serializer(topics.policies());
        String topic = topics.policies().name();
        for (int pool = 0; pool < count; pool++) {
            PoolPolicy policy = PoolPolicy.newBuilder()
                    .setPool(Pools.name(pool))
                    .setMode(Mode.AUTO)
                    .setHa(HaStatement.UNKNOWN)
                    .setHeartbeatMs(period.toMillis())
                    .setDeadlineMs(period.toMillis() / 2)
                    .build();
            producer.send(new ProducerRecord<>(topic, Pools.name(pool), policies.serialize(topic, policy)));
        }
        producer.flush();
    }

    /**
     * Rounds in which all is well: as many as asked for, and on until each pool is known to be settled.
     *
     * @return whether each of them is
     */
    boolean settle(Watch watch, long atLeast) {
        begin = clock.instant();
        while (round < atLeast || (watch.settled().size() < count && round < atLeast + MOST_ROUNDS)) {
            round(watch, pool -> false);
        }
        firstOff = round + 1;
        return watch.settled().size() >= count;
    }

    /** Rounds in which masters are off: on until each of their pools got its command. */
    boolean lose(Watch watch) {
        while (round < firstOff || (watch.commanded().size() < lost() && round < firstOff + MOST_ROUNDS)) {
            round(watch, pool -> pool % ONE_IN == 0);
        }
        return watch.commanded().size() >= lost();
    }

    /** Lets a round pass, and looks for what follows meanwhile. */
    private void round(Watch watch, IntPredicate isOff) {
        round++;
        for (int pool = 0; pool < count; pool++) {
            Instant due = begin.plus(period.multipliedBy(round - 1L))
                    .plus(period.multipliedBy(pool).dividedBy(count));
            while (clock.instant().isBefore(due)) {
                watch.look();
            }
            say(pool, isOff.test(pool));
        }
    }

    private void say(int pool, boolean isOff) {
        String topic = topics.heartbeats().name();
        for (int host = 0; host < pools.poolSize(); host++) {
            HostHeartbeat said = isOff
                    ? pools.masterOff(pool, host, round, clock.instant())
                    : pools.well(pool, host, round, clock.instant());
            Future<RecordMetadata> sent =
                    producer.send(new ProducerRecord<>(topic, Pools.name(pool), heartbeats.serialize(topic, said)));
            if (isOff && round <= firstOff + 1) {
                decisive.put(Pools.name(pool), sent);
            }
        }
    }

    int lost() {
        return decisive.size();
    }

    /** From the broker's append time of the heartbeat that decided to what a reader got of that pool, in milliseconds. */
    List<Long> waits(Map<String, Instant> got) throws InterruptedException {
        Map<String, Long> waits = new HashMap<>();
        for (Map.Entry<String, Instant> entry : got.entrySet()) {
            try {
                long appended = decisive.get(entry.getKey()).get().timestamp();
                waits.put(entry.getKey(), entry.getValue().toEpochMilli() - appended);
            } catch (ExecutionException e) {
                throw new IllegalStateException("a heartbeat was not written", e);
            }
        }
        return List.copyOf(waits.values());
    }

    @Override
    public void close() {
        producer.close();
    }
}
