package org.poolwarden.connect.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** How far offsets may be committed. */
class ReceiptsTest {

    private static final TopicPartition COMMANDS = new TopicPartition("xen.recovery-commands", 3);
    private static final TopicPartition POLICIES = new TopicPartition("xen.policies", 3);

    private final Receipts receipts = new Receipts();
    private final CompletableFuture<Void> waiting = new CompletableFuture<>();

    @Test
    void nothingIsCommittedBeyondACommandThatWaits() {
        receipts.add(COMMANDS, 5, CompletableFuture.completedFuture(null));
        receipts.add(COMMANDS, 6, waiting);
        receipts.add(COMMANDS, 7, CompletableFuture.completedFuture(null));
        receipts.add(POLICIES, 40, CompletableFuture.completedFuture(null));

        assertThat(receipts.safe(at(8, 41))).isEqualTo(at(6, 41));

        waiting.complete(null);
        assertThat(receipts.safe(at(8, 41))).isEqualTo(at(8, 41));
    }

    @Test
    void aRecordThatCouldNotBeTakenIsNamedAndNeverCommitted() {
        IllegalStateException cause = new IllegalStateException("the journal is closed");
        receipts.add(COMMANDS, 6, CompletableFuture.failedFuture(cause));

        assertThat(receipts.failure()).contains(cause);
        assertThat(receipts.safe(at(8, 41))).isEqualTo(at(6, 41));
    }

    @Test
    void whatWaitsIsNoFailure() {
        receipts.add(COMMANDS, 6, waiting);

        assertThat(receipts.failure()).isEmpty();
    }

    @Test
    void aPartitionThatIsTakenAwayIsForgotten() {
        receipts.add(COMMANDS, 6, waiting);
        receipts.forget(List.of(COMMANDS));

        assertThat(receipts.safe(at(8, 41))).isEqualTo(at(8, 41));
    }

    private static Map<TopicPartition, OffsetAndMetadata> at(long commands, long policies) {
        return Map.of(COMMANDS, new OffsetAndMetadata(commands), POLICIES, new OffsetAndMetadata(policies));
    }
}
