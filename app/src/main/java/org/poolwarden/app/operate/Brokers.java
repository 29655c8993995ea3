package org.poolwarden.app.operate;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/** What brokers know beside records: ends of topics, and how far the processors have come. */
final class Brokers implements AutoCloseable {

    private static final Set<GroupState> IDLE = Set.of(GroupState.EMPTY, GroupState.DEAD);

    private final Admin admin;
    private final Duration patience;

    Brokers(Map<String, Object> clients, Duration patience) {
        this.admin = Admin.create(clients);
        this.patience = patience;
    }

    /** Whether a consumer group has a member. */
    boolean isRunning(String group) {
        return answer(admin.listGroups().all()).stream()
                .filter(listing -> listing.groupId().equals(group))
                .anyMatch(listing -> listing.groupState()
                        .filter(state -> !IDLE.contains(state))
                        .isPresent());
    }

    /** Whether a consumer group has read all of these, and committed what it made of them. */
    boolean hasRead(String group, List<Receipt> receipts) {
        Map<TopicPartition, OffsetAndMetadata> committed =
                answer(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        return receipts.stream().allMatch(receipt -> Optional.ofNullable(
                        committed.get(new TopicPartition(receipt.topic(), receipt.partition())))
                .filter(position -> position.offset() > receipt.offset())
                .isPresent());
    }

    /** The present ends of topics, what is not yet committed included. */
    Map<TopicPartition, Long> ends(List<String> topics) {
        return offsets(topics, OffsetSpec.latest()).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, end -> end.getValue().offset()));
    }

    /** The greatest append time of a topic: the brokers' clock has come at least so far. Empty when it holds nothing. */
    Optional<Instant> lastAppend(String topic) {
        return offsets(List.of(topic), OffsetSpec.maxTimestamp()).values().stream()
                .filter(last -> last.offset() >= 0)
                .map(last -> Instant.ofEpochMilli(last.timestamp()))
                .max(Instant::compareTo);
    }

    private Map<TopicPartition, ListOffsetsResultInfo> offsets(List<String> topics, OffsetSpec spec) {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        answer(admin.describeTopics(topics).allTopicNames()).forEach((topic, description) -> description
                .partitions()
                .forEach(info -> wanted.put(new TopicPartition(topic, info.partition()), spec)));
        return answer(admin.listOffsets(wanted).all());
    }

    private <T> T answer(KafkaFuture<T> future) {
        try {
            return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
        } catch (TimeoutException e) {
            throw new org.apache.kafka.common.errors.TimeoutException("no broker answers", e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
