package org.poolwarden.bench.latency;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
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
    private static final int ROUNDS_WELL = 6;
    /** The second round in which a master is off is the one that decides. */
    private static final int ROUNDS_OFF = 2;

    private static final int ONE_IN = 5;

    private final int count;
    private final Pools pools;
    private final Duration period;
    private final Topics topics;
    private final WireCodec codec;
    private final Serializer<HostHeartbeat> heartbeats;
    private final KafkaProducer<String, byte[]> producer;
    private final Clock clock;
    private final Map<String, Future<RecordMetadata>> decisive = new HashMap<>();

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

    /** Every pool's policy: automatic, with the period of this story. */
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

    /** Lets all rounds pass, and looks for what follows meanwhile. */
    void play(Watch watch) {
        Instant begin = clock.instant();
        for (int round = 1; round <= ROUNDS_WELL + ROUNDS_OFF; round++) {
            for (int pool = 0; pool < count; pool++) {
                Duration phase = period.multipliedBy(pool).dividedBy(count);
                Instant due = begin.plus(period.multipliedBy(round - 1)).plus(phase);
                while (clock.instant().isBefore(due)) {
                    watch.look();
                }
                say(pool, round);
            }
        }
    }

    private void say(int pool, int round) {
        boolean isOff = pool % ONE_IN == 0 && round > ROUNDS_WELL;
        String topic = topics.heartbeats().name();
        for (int host = 0; host < pools.poolSize(); host++) {
            HostHeartbeat said = isOff
                    ? pools.masterOff(pool, host, round, clock.instant())
                    : pools.well(pool, host, round, clock.instant());
            Future<RecordMetadata> sent =
                    producer.send(new ProducerRecord<>(topic, Pools.name(pool), heartbeats.serialize(topic, said)));
            if (isOff) {
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
