package org.poolwarden.app.processes;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.HaStatement;
import org.poolwarden.schema.HostHeartbeat;
import org.poolwarden.schema.Mode;
import org.poolwarden.schema.OutcomeResult;
import org.poolwarden.schema.PoolPolicy;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.schema.RecoveryOutcome;
import org.poolwarden.schema.topic.Topics;

/**
 * Observer and executor of staged pools: writes what an observer would hear, takes every command once, and lets it work.
 * Not for several threads.
 */
final class Stage implements AutoCloseable {

    private final Clock clock = Clock.systemUTC();
    private final Topics topics;
    private final Map<String, StagedPool> pools = new LinkedHashMap<>();
    private final KafkaProducer<String, byte[]> producer;
    private final Tail<RecoveryCommand> commands;
    private final Serializer<HostHeartbeat> heartbeats;
    private final Serializer<RecoveryOutcome> outcomes;
    private final Serializer<PoolPolicy> policies;

    Stage(Broker broker, Topics topics, List<StagedPool> pools) {
        this.topics = topics;
        pools.forEach(pool -> this.pools.put(pool.name(), pool));
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrap(), "linger.ms", 0),
                new StringSerializer(),
                new ByteArraySerializer());
        commands = broker.tail(topics.commands());
        heartbeats = broker.codec().serializer(topics.heartbeats());
        outcomes = broker.codec().serializer(topics.outcomes());
        policies = broker.codec().serializer(topics.policies());
    }

    /** Lets every pool be recovered without asking anybody. */
    Stage allowAll() {
        pools.keySet()
                .forEach(pool -> send(
                        topics.policies().name(),
                        pool,
                        policies.serialize(
                                "",
                                PoolPolicy.newBuilder()
                                        .setPool(pool)
                                        .setMode(Mode.AUTO)
                                        .setHa(HaStatement.UNKNOWN)
                                        .build())));
        producer.flush();
        return this;
    }

    /** One round of every pool; durable when it returns. */
    void beat() {
        pools.values().forEach(pool -> pool.beat(clock.instant())
                .forEach(heartbeat ->
                        send(topics.heartbeats().name(), pool.name(), heartbeats.serialize("", heartbeat))));
        producer.flush();
    }

    /** Takes what has been commanded since it was last called. */
    void obey() {
        for (Written<RecoveryCommand> command : commands.poll()) {
            report(command.value(), OutcomeResult.STARTED);
            act(command.value());
            report(command.value(), OutcomeResult.ACCEPTED);
        }
        producer.flush();
    }

    private void act(RecoveryCommand command) {
        StagedPool pool = pools.get(command.getPool());
        if (command.getKind() == CommandKind.PROMOTE) {
            pool.promote(command.getHost());
        } else if (command.getKind() == CommandKind.RECOVER_SLAVES) {
            pool.recoverSlaves();
        } else {
            throw new IllegalStateException("no pool of this stage calls for " + command.getKind());
        }
    }

    private void report(RecoveryCommand command, OutcomeResult result) {
        RecoveryOutcome outcome = RecoveryOutcome.newBuilder()
                .setCommandId(command.getId())
                .setPool(command.getPool())
                .setKind(command.getKind())
                .setHost(command.getHost())
                .setResult(result)
                .setDetail("on stage")
                .setRecovered(List.of())
                .setAt(clock.instant())
                .build();
        send(topics.outcomes().name(), command.getPool(), outcomes.serialize("", outcome));
    }

    private void send(String topic, String key, byte[] value) {
        producer.send(new ProducerRecord<>(topic, key, value), (metadata, error) -> {
            if (error != null) {
                throw new IllegalStateException("writing to " + topic, error);
            }
        });
    }

    @Override
    public void close() {
        commands.close();
        producer.close();
    }
}
