package org.poolwarden.app.operate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.poolwarden.schema.Finding;
import org.poolwarden.schema.OutcomeResult;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.schema.RecoveryOutcome;
import org.poolwarden.schema.topic.Topic;
import org.poolwarden.schema.topic.Topics;
import org.poolwarden.schema.wire.WireCodec;

/**
 * What the processors say after a person has spoken.
 *
 * <p>They commit what they have read together with what they wrote because of it, so their committed offset tells when
 * the answer is complete, even if it is silence.
 */
final class Echo {

    private final Cluster cluster;
    private final TopicReader reader;
    private final Map<String, Consumer<ConsumerRecord<String, byte[]>>> ears = new HashMap<>();
    private final List<RecoveryOutcome> outcomes = new ArrayList<>();
    private final List<RecoveryCommand> commands = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();

    /** Listens from now on. */
    Echo(Cluster cluster, TopicReader reader, WireCodec codec) {
        this.cluster = cluster;
        this.reader = reader;
        Topics topics = cluster.topics();
        ear(topics.outcomes(), codec, outcomes);
        ear(topics.commands(), codec, commands);
        ear(topics.findings(), codec, findings);
        reader.listen(List.copyOf(ears.keySet()));
    }

    private <V extends SpecificRecord> void ear(Topic<V> topic, WireCodec codec, List<V> heard) {
        Deserializer<V> deserializer = codec.deserializer(topic);
        ears.put(topic.name(), record -> reader.entry(record, deserializer)
                .flatMap(Entry::value)
                .ifPresent(heard::add));
    }

    /** Waits until the processors have answered to all of these; false when they have not within {@code patience}. */
    boolean hasAnswered(List<Receipt> receipts, Duration patience) throws Trouble {
        Instant until = cluster.clock().instant().plus(patience);
        try (Brokers brokers = cluster.brokers()) {
            return cluster.answered(() -> {
                while (!brokers.hasRead(cluster.processors(), receipts)) {
                    hear();
                    if (cluster.clock().instant().isAfter(until)) {
                        return false;
                    }
                }
                return hearsUpTo(brokers.ends(List.copyOf(ears.keySet())), until);
            });
        }
    }

    /** A transaction may be seen on one partition a moment before the others. */
    private boolean hearsUpTo(Map<TopicPartition, Long> ends, Instant until) {
        while (!reader.hasReached(ends)) {
            hear();
            if (cluster.clock().instant().isAfter(until)) {
                return false;
            }
        }
        return true;
    }

    private void hear() {
        reader.next().forEach(record -> ears.get(record.topic()).accept(record));
    }

    /** The refusal of a person's word; empty when it was taken. */
    Optional<RecoveryOutcome> refusal(String action) {
        return outcomes.stream()
                .filter(outcome -> outcome.getCommandId().equals(action))
                .filter(outcome -> outcome.getResult() == OutcomeResult.REFUSED)
                .findFirst();
    }

    /** The command that a person's word allowed; empty when none was issued. */
    Optional<RecoveryCommand> command(String action) {
        return commands.stream()
                .filter(command -> command.getApproval().equals(Optional.of(action)))
                .findFirst();
    }

    /** The last finding on a pool; empty when nothing new was said. */
    Optional<Finding> finding(String pool) {
        return findings.stream()
                .filter(finding -> finding.getPool().equals(pool))
                .reduce((earlier, later) -> later);
    }
}
