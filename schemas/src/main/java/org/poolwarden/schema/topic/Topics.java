package org.poolwarden.schema.topic;

import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_COMPACT;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_DELETE;
import static org.apache.kafka.common.config.TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_MS_CONFIG;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
import org.poolwarden.schema.Alert;
import org.poolwarden.schema.CapacityReport;
import org.poolwarden.schema.DiskSample;
import org.poolwarden.schema.Finding;
import org.poolwarden.schema.HostHeartbeat;
import org.poolwarden.schema.OperatorAction;
import org.poolwarden.schema.PoolCheckpoint;
import org.poolwarden.schema.PoolDemand;
import org.poolwarden.schema.PoolPolicy;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.schema.RecoveryGrant;
import org.poolwarden.schema.RecoveryOutcome;
import org.poolwarden.schema.RecoveryRequest;
import org.poolwarden.schema.StorageProfile;
import org.poolwarden.schema.XapiEvent;

/** Every topic of poolwarden, under one prefix. Topics that feed one node have equal partition counts. */
public final class Topics {

    public static final String DEFAULT_PREFIX = "xen.";
    public static final int DEFAULT_PARTITIONS = 12;

    /** Commands act on ages; an age is told by the broker's clock and no other. */
    private static final Map<String, String> BY_APPEND_TIME = Map.of(MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");

    private static final Duration MONTH = Duration.ofDays(30);
    private static final Duration YEAR = Duration.ofDays(365);

    private final String prefix;
    private final int partitions;

    public Topics(String prefix, int partitions) {
        this.prefix = prefix;
        this.partitions = partitions;
    }

    public static Topics defaults() {
        return new Topics(DEFAULT_PREFIX, DEFAULT_PARTITIONS);
    }

    /** Interviews, by pool; three days. */
    public Topic<HostHeartbeat> heartbeats() {
        return topic("heartbeats", HostHeartbeat.class, kept(Duration.ofDays(3)), Compatibility.BACKWARD_TRANSITIVE);
    }

    /** XAPI's events, by pool; three days. */
    public Topic<XapiEvent> events() {
        return topic("events", XapiEvent.class, kept(Duration.ofDays(3)), Compatibility.BACKWARD_TRANSITIVE);
    }

    /** What disks did, by pool; three days. */
    public Topic<DiskSample> diskSamples() {
        return topic("disk-samples", DiskSample.class, kept(Duration.ofDays(3)), Compatibility.BACKWARD_TRANSITIVE);
    }

    /** What storage repositories are made of, by SR; the last word counts. */
    public Topic<StorageProfile> storageProfiles() {
        return topic("storage-profiles", StorageProfile.class, compacted(Duration.ZERO), Compatibility.FULL_TRANSITIVE);
    }

    /** Capacity, by {@code sr/POOL/UUID/WINDOW}, {@code host/...}, {@code pool/POOL/WINDOW} and {@code fleet/WINDOW}. */
    public Topic<CapacityReport> capacityReports() {
        return topic("capacity-reports", CapacityReport.class, compacted(Duration.ZERO), Compatibility.FULL_TRANSITIVE);
    }

    /** What pools ask of their storage, minute by minute, for the fleet's reports; one partition, since one adds; three days. */
    public Topic<PoolDemand> poolDemands() {
        return new Topic<>(
                prefix + "pool-demands",
                PoolDemand.class,
                1,
                kept(Duration.ofDays(3)),
                Compatibility.BACKWARD_TRANSITIVE);
    }

    /** Whole policies, by pool; the last one counts, and the others stay for as long as there are heartbeats to replay. */
    public Topic<PoolPolicy> policies() {
        return topic("policies", PoolPolicy.class, compacted(Duration.ofDays(3)), Compatibility.FULL_TRANSITIVE);
    }

    /** Operators' words, by pool; a year. */
    public Topic<OperatorAction> operatorActions() {
        return topic("operator-actions", OperatorAction.class, kept(YEAR), Compatibility.FULL_TRANSITIVE);
    }

    /** Findings, by pool; the last one is the pool's state, a month is its history. */
    public Topic<Finding> findings() {
        return topic("findings", Finding.class, compacted(MONTH), Compatibility.FULL_TRANSITIVE);
    }

    /** Alerts, by their own key; the last one says firing or resolved. */
    public Topic<Alert> alerts() {
        return topic("alerts", Alert.class, compacted(Duration.ZERO), Compatibility.FULL_TRANSITIVE);
    }

    /** Recovery commands, by pool; a year, it is the audit. */
    public Topic<RecoveryCommand> commands() {
        return topic("recovery-commands", RecoveryCommand.class, kept(YEAR), Compatibility.FULL_TRANSITIVE);
    }

    /** Outcomes of commands, by pool; a year. */
    public Topic<RecoveryOutcome> outcomes() {
        return topic("recovery-outcomes", RecoveryOutcome.class, kept(YEAR), Compatibility.FULL_TRANSITIVE);
    }

    /** What pools tell the fleet about their recoveries; one key, so one partition; three days. */
    public Topic<RecoveryRequest> requests() {
        return new Topic<>(
                prefix + "recovery-requests",
                RecoveryRequest.class,
                1,
                kept(Duration.ofDays(3)),
                Compatibility.FULL_TRANSITIVE);
    }

    /** The fleet's answers, by pool; three days. */
    public Topic<RecoveryGrant> grants() {
        return topic("recovery-grants", RecoveryGrant.class, kept(Duration.ofDays(3)), Compatibility.FULL_TRANSITIVE);
    }

    /** Where a replay of a pool may begin, by pool; three days, as long as there are heartbeats to replay. */
    public Topic<PoolCheckpoint> checkpoints() {
        return topic("checkpoints", PoolCheckpoint.class, kept(Duration.ofDays(3)), Compatibility.BACKWARD_TRANSITIVE);
    }

    /** Name of the topic for records that do not decode: bytes as they came, the reason in headers. */
    public String deadLetters() {
        return prefix + "dead-letters";
    }

    /** A name under the same prefix, for what is no topic and belongs to them: a transactional id for example. */
    public String named(String what) {
        return prefix + what;
    }

    /** Every topic with Avro values. */
    public List<Topic<? extends SpecificRecord>> all() {
        return List.of(
                heartbeats(),
                events(),
                diskSamples(),
                policies(),
                operatorActions(),
                findings(),
                alerts(),
                commands(),
                outcomes(),
                requests(),
                grants(),
                checkpoints(),
                storageProfiles(),
                capacityReports(),
                poolDemands());
    }

    /**
     * Creates the topics that are missing and leaves the others as they are.
     *
     * @param replication replication factor of new topics
     * @throws IllegalStateException when the broker refuses, with its reason as cause
     */
    public void create(Admin admin, short replication) throws InterruptedException {
        try {
            Set<String> present = admin.listTopics().names().get();
            List<NewTopic> missing = wanted(replication).stream()
                    .filter(topic -> !present.contains(topic.name()))
                    .toList();
            admin.createTopics(missing).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException("creating the topics under " + prefix, e.getCause());
            }
        }
    }

    /**
     * Where the topics that exist differ from these in what the rules rest on: {@code message.timestamp.type}, {@code
     * cleanup.policy} and the number of partitions. An age told by a producer's clock, a policy that is thrown away or a
     * pool whose records lie in different partitions would let the rules decide on what is not so.
     *
     * @throws IllegalStateException when the broker refuses, with its reason as cause
     */
    public List<TopicMismatch> mismatches(Admin admin) throws InterruptedException {
        return differences(admin).stream().filter(TopicMismatch::breaksRules).toList();
    }

    /**
     * Where the topics that exist differ from these in any setting that {@link #wanted} gives them.
     *
     * @throws IllegalStateException when the broker refuses, with its reason as cause
     */
    public List<TopicMismatch> differences(Admin admin) throws InterruptedException {
        try {
            return new TopicCheck(admin).mismatches(wanted((short) 1));
        } catch (ExecutionException e) {
            throw new IllegalStateException("reading the settings of the topics under " + prefix, e.getCause());
        }
    }

    /** Every topic as it is created, that of the dead letters included. */
    public List<NewTopic> wanted(short replication) {
        List<NewTopic> wanted = new ArrayList<>();
        all().forEach(topic ->
                wanted.add(new NewTopic(topic.name(), topic.partitions(), replication).configs(topic.config())));
        wanted.add(new NewTopic(deadLetters(), partitions, replication).configs(kept(YEAR)));
        return wanted;
    }

    private <V extends SpecificRecord> Topic<V> topic(
            String name, Class<V> type, Map<String, String> config, Compatibility compatibility) {
        return new Topic<>(prefix + name, type, partitions, config, compatibility);
    }

    private static Map<String, String> kept(Duration time) {
        return with(Map.of(
                CLEANUP_POLICY_CONFIG, CLEANUP_POLICY_DELETE, RETENTION_MS_CONFIG, String.valueOf(time.toMillis())));
    }

    private static Map<String, String> compacted(Duration lag) {
        return with(Map.of(
                CLEANUP_POLICY_CONFIG,
                CLEANUP_POLICY_COMPACT,
                MIN_COMPACTION_LAG_MS_CONFIG,
                String.valueOf(lag.toMillis())));
    }

    private static Map<String, String> with(Map<String, String> config) {
        Map<String, String> all = new HashMap<>(config);
        all.putAll(BY_APPEND_TIME);
        return all;
    }
}
