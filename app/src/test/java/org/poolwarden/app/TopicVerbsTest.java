package org.poolwarden.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.poolwarden.app.embedded.EmbeddedStack;

/** Topics as somebody's broker has them, and what the verbs make of them. */
@ExtendWith(SharedStack.class)
class TopicVerbsTest {

    private Laboratory lab;
    private Admin admin;

    @BeforeEach
    void open(EmbeddedStack stack, TestInfo test, @TempDir Path dir) throws IOException, InterruptedException {
        lab = new Laboratory(stack, test.getTestMethod().orElseThrow().getName() + ".", dir);
        admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrap()));
    }

    @AfterEach
    void close() {
        admin.close();
        lab.close();
    }

    @Test
    void topicsThatPoolwardenMadeAreAsTheyShouldBe() {
        assertThat(lab.types("topics", "check")).as(lab.complained()).isZero();
        assertThat(lab.said()).isEqualTo("All 16 topics are as poolwarden makes them.\n");

        assertThat(lab.types("topics", "list")).isZero();
        assertThat(lab.said().lines().toList())
                .hasSize(17)
                .anyMatch(line -> line.matches(".*\\.policies +1 +1 +compact +last of each key +as it should be"))
                .anyMatch(line -> line.matches(".*\\.dead-letters +1 +1 +delete +365 d +as it should be"));
    }

    @Test
    void whatIsMissingIsCreatedButNotInADryRun() throws Exception {
        String missing = lab.topics.policies().name();
        delete(missing);

        assertThat(lab.types("topics", "check")).isEqualTo(1);
        assertThat(lab.said()).contains(missing + ": missing", "Next: poolwarden topics create");
        assertThat(lab.types("topics", "create", "--dry-run")).isEqualTo(1);
        assertThat(lab.said()).contains("would be created: " + missing + ", 1 partitions");
        assertThat(names()).doesNotContain(missing);

        assertThat(lab.types("topics", "create")).as(lab.complained()).isZero();
        assertThat(lab.said())
                .isEqualTo("created: " + missing + ", 1 partitions, 1 replicas, kept: last of each key\n");
        assertThat(setting(missing, "cleanup.policy")).isEqualTo("compact");
        assertThat(lab.types("topics", "create")).isZero();
        assertThat(lab.said()).startsWith("Nothing to do");
    }

    @Test
    void settingsAreChangedOnlyAfterAYes() throws Exception {
        String topic = lab.topics.heartbeats().name();
        remake(new NewTopic(topic, 1, (short) 1).configs(Map.of("retention.ms", "1000")));

        assertThat(lab.types("topics", "create")).isEqualTo(1);
        assertThat(lab.said())
                .contains("differs: " + topic + ": message.timestamp.type is CreateTime, expected LogAppendTime")
                .contains("Next: --alter");
        lab.terminal.answer(() -> "n");
        assertThat(lab.types("topics", "create", "--alter")).isEqualTo(1);
        assertThat(lab.said()).containsPattern("retention.ms +1000 +259200000");
        assertThat(setting(topic, "retention.ms")).isEqualTo("1000");

        lab.terminal.answer(() -> "y");
        assertThat(lab.types("topics", "create", "--alter"))
                .as(lab.complained())
                .isZero();
        assertThat(setting(topic, "retention.ms")).isEqualTo("259200000");
        assertThat(setting(topic, "message.timestamp.type")).isEqualTo("LogAppendTime");
    }

    @Test
    void partitionsAreNeverChanged() throws Exception {
        String topic = lab.topics.events().name();
        remake(new NewTopic(topic, 3, (short) 1).configs(lab.topics.events().config()));

        assertThat(lab.types("topics", "create", "--alter", "--yes", "-o", "json"))
                .isEqualTo(1);

        assertThat(lab.complained()).contains("partitions is 3, expected 1", "Partitions are never changed here");
        assertThat(lab.said())
                .contains("{\"topic\":\"" + topic + "\",\"result\":\"DIFFERS\",\"partitions\":3")
                .contains("\"breaksRules\":true");
        assertThat(admin.describeTopics(List.of(topic))
                        .allTopicNames()
                        .get()
                        .get(topic)
                        .partitions())
                .hasSize(3);
    }

    @Test
    void aRetentionOfOnesOwnIsNoFault() throws Exception {
        String topic = lab.topics.deadLetters();
        remake(new NewTopic(topic, 1, (short) 1)
                .configs(Map.of("retention.ms", "1000", "message.timestamp.type", "LogAppendTime")));

        assertThat(lab.types("topics", "check")).isZero();
        assertThat(lab.said()).contains("retention.ms is 1000, expected 31536000000 (yours to decide)");
    }

    private void remake(NewTopic topic) throws ExecutionException, InterruptedException {
        delete(topic.name());
        admin.createTopics(List.of(topic)).all().get();
        await().until(() -> names().contains(topic.name()));
    }

    /** A broker hears of what was decided a moment later than the one who asked for it. */
    private void delete(String topic) throws ExecutionException, InterruptedException {
        admin.deleteTopics(List.of(topic)).all().get();
        await().until(() -> !names().contains(topic));
    }

    private Set<String> names() throws ExecutionException, InterruptedException {
        return admin.listTopics().names().get();
    }

    private String setting(String topic, String name) throws ExecutionException, InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return admin.describeConfigs(List.of(resource))
                .all()
                .get()
                .get(resource)
                .get(name)
                .value();
    }
}
