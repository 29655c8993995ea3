package org.poolwarden.app.check;

import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.server.common.MetadataVersion;

/** Does Kafka answer, and which one is it? */
record BrokerLook(Admin admin, String bootstrap, short replication) {

    /** The cluster's id; empty when it does not answer. */
    Optional<String> look(Consumer<CheckLine> lines) throws InterruptedException {
        try {
            DescribeClusterResult cluster = admin.describeCluster();
            int brokers = cluster.nodes().get().size();
            lines.accept(CheckLine.ok("kafka", brokers + " broker" + (brokers == 1 ? "" : "s") + " at " + bootstrap));
            lines.accept(version());
            if (brokers < replication) {
                lines.accept(CheckLine.fail(
                        "kafka",
                        "replication.factor is " + replication + ", more than there are brokers",
                        "set replication.factor=" + brokers + ", or add brokers: topics cannot be made so"));
            }
            return Optional.of(cluster.clusterId().get());
        } catch (ExecutionException e) {
            lines.accept(CheckLine.fail(
                    "kafka",
                    "no broker answers at " + bootstrap + ": " + e.getCause().getMessage(),
                    "is it running, is the port open from here, and do the keys kafka.* say how to log in?"));
            return Optional.empty();
        }
    }

    private CheckLine version() throws InterruptedException {
        try {
            FinalizedVersionRange range = admin.describeFeatures()
                    .featureMetadata()
                    .get()
                    .finalizedFeatures()
                    .get(MetadataVersion.FEATURE_NAME);
            return range == null
                    ? CheckLine.warn(
                            "kafka version",
                            "unknown: it has no metadata.version",
                            "Kafka 3.3 and newer with KRaft has")
                    : CheckLine.ok("kafka version", version(range.maxVersionLevel()));
        } catch (ExecutionException e) {
            return CheckLine.warn(
                    "kafka version", "unknown: " + e.getCause().getMessage(), "nothing, when the lines below are OK");
        }
    }

    private static String version(short level) {
        try {
            return MetadataVersion.fromFeatureLevel(level).version();
        } catch (IllegalArgumentException e) {
            return "metadata.version " + level + ", newer than this poolwarden";
        }
    }
}
