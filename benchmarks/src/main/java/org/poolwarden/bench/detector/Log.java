package org.poolwarden.bench.detector;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.StringSerializer;
import org.poolwarden.bench.fleet.Lab;
import org.poolwarden.bench.fleet.Pools;
import org.poolwarden.failover.Tolerance;
import org.poolwarden.schema.HostHeartbeat;
import org.poolwarden.schema.topic.Topic;
import org.poolwarden.schema.topic.Topics;

/**
 * The heartbeats of one fleet, round by round, under a prefix of their own.
 *
 * <p>Their times are a heartbeat period apart as in production, and lie ahead of the clock: who reads faster than time
 * goes must not find that he lags, and nothing falls silent meanwhile.
 */
final class Log {

    private static final int PARTITIONS = 4;

    /** Longer than it takes to write and read the first rounds of the largest fleet. */
    private static final Duration AHEAD = Duration.ofMinutes(20);

    private final Lab lab;
    private final Topics topics;
    private final Pools pools;
    private final Instant begin = Instant.now().plus(AHEAD);
    private long rounds;

    private Log(Lab lab, Topics topics, Pools pools) {
        this.lab = lab;
        this.topics = topics;
        this.pools = pools;
    }

    static Log create(Lab lab, String prefix, Pools pools) throws InterruptedException {
        Topics topics = new Topics(prefix + ".", PARTITIONS);
        NewTopic heartbeats = new NewTopic(topics.heartbeats().name(), PARTITIONS, (short) 1)
                .configs(Map.of(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "CreateTime"));
        try {
            lab.admin().createTopics(List.of(heartbeats)).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the topic of the heartbeats was not created", e);
        }
        topics.create(lab.admin(), (short) 1);
        return new Log(lab, topics, pools);
    }

    /** Appends whole rounds of all hosts. */
    void append(int more) {
        Topic<HostHeartbeat> topic = topics.heartbeats();
        try (KafkaProducer<String, HostHeartbeat> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", lab.bootstrap(), "linger.ms", 20, "batch.size", 131_072),
                new StringSerializer(),
                lab.codec().serializer(topic))) {
            for (int i = 0; i < more; i++) {
                rounds++;
                append(producer, topic.name());
            }
        }
    }

    private void append(KafkaProducer<String, HostHeartbeat> producer, String topic) {
        Duration age = Tolerance.DEFAULT.heartbeat().multipliedBy(rounds);
        Instant at = begin.plus(age);
        for (int pool = 0; pool < pools.count(); pool++) {
            for (int host = 0; host < pools.poolSize(); host++) {
                producer.send(new ProducerRecord<>(
                        topic, null, at.toEpochMilli(), Pools.name(pool), pools.well(pool, host, rounds, at)));
            }
        }
    }

    /** How many heartbeats there are. */
    long size() {
        return rounds * pools.hosts();
    }

    Topics topics() {
        return topics;
    }

    Lab lab() {
        return lab;
    }

    List<TopicPartition> partitions() {
        return IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(topics.heartbeats().name(), partition))
                .toList();
    }
}
