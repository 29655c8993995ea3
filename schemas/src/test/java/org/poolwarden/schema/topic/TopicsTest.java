package org.poolwarden.schema.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.poolwarden.schema.HostHeartbeat;

class TopicsTest {

    private static final String DAYS_3 = "259200000";
    private static final String DAYS_365 = "31536000000";
    private static final String DAYS_30 = "2592000000";

    @Test
    void everyTopicHasTheSettingsOfTheHouse() {
        assertThat(Topics.defaults().all())
                .extracting(topic -> topic.name() + " " + topic.type().getSimpleName() + " "
                        + topic.config().get("cleanup.policy")
                        + " "
                        + topic.config()
                                .getOrDefault("retention.ms", topic.config().get("min.compaction.lag.ms"))
                        + " " + topic.compatibility())
                .containsExactly(
                        "xen.heartbeats HostHeartbeat delete " + DAYS_3 + " BACKWARD_TRANSITIVE",
                        "xen.events XapiEvent delete " + DAYS_3 + " BACKWARD_TRANSITIVE",
                        "xen.disk-samples DiskSample delete " + DAYS_3 + " BACKWARD_TRANSITIVE",
                        "xen.policies PoolPolicy compact " + DAYS_3 + " FULL_TRANSITIVE",
                        "xen.operator-actions OperatorAction delete " + DAYS_365 + " FULL_TRANSITIVE",
                        "xen.findings Finding compact " + DAYS_30 + " FULL_TRANSITIVE",
                        "xen.alerts Alert compact 0 FULL_TRANSITIVE",
                        "xen.recovery-commands RecoveryCommand delete " + DAYS_365 + " FULL_TRANSITIVE",
                        "xen.recovery-outcomes RecoveryOutcome delete " + DAYS_365 + " FULL_TRANSITIVE",
                        "xen.recovery-requests RecoveryRequest delete " + DAYS_3 + " FULL_TRANSITIVE",
                        "xen.recovery-grants RecoveryGrant delete " + DAYS_3 + " FULL_TRANSITIVE",
                        "xen.checkpoints PoolCheckpoint delete " + DAYS_3 + " BACKWARD_TRANSITIVE",
                        "xen.storage-profiles StorageProfile compact 0 FULL_TRANSITIVE",
                        "xen.capacity-reports CapacityReport compact 0 FULL_TRANSITIVE",
                        "xen.pool-demands PoolDemand delete " + DAYS_3 + " BACKWARD_TRANSITIVE");
    }

    @Test
    void agesComeFromTheBrokersAppendTime() {
        assertThat(Topics.defaults().all()).allSatisfy(topic -> assertThat(topic.config())
                .containsEntry("message.timestamp.type", "LogAppendTime"));
    }

    @Test
    void topicsThatFeedOneNodeHaveEqualPartitionCounts() {
        Topics topics = Topics.defaults();

        assertThat(topics.all())
                .filteredOn(topic -> !topic.equals(topics.requests()) && !topic.equals(topics.poolDemands()))
                .extracting(Topic::partitions)
                .containsOnly(12);
        assertThat(topics.requests().partitions()).isEqualTo(1);
        assertThat(topics.poolDemands().partitions()).isEqualTo(1);
    }

    @Test
    void thePrefixStandsBeforeEveryNameAndSubject() {
        Topics topics = new Topics("lab.", 3);

        assertThat(topics.all()).allSatisfy(topic -> {
            assertThat(topic.name()).startsWith("lab.");
            assertThat(topic.subject()).isEqualTo(topic.name() + "-value");
            assertThat(topic.partitions()).isEqualTo(isTheFleets(topics, topic) ? 1 : 3);
        });
        assertThat(topics.deadLetters()).isEqualTo("lab.dead-letters");
    }

    private static boolean isTheFleets(Topics topics, Topic<?> topic) {
        return topic.equals(topics.requests()) || topic.equals(topics.poolDemands());
    }

    @Test
    void aTopicWithoutPartitionsDoesNotExist() {
        assertThatThrownBy(() ->
                        new Topic<>("xen.heartbeats", HostHeartbeat.class, 0, Map.of(), Compatibility.FULL_TRANSITIVE))
                .hasMessage("xen.heartbeats needs at least one partition, was 0");
    }
}
