package org.poolwarden.connect.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.poolwarden.connect.VirtualTime;
import org.poolwarden.schema.Alert;
import org.poolwarden.schema.AlertState;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.Guard;
import org.poolwarden.schema.Severity;
import org.poolwarden.schema.WithheldCommand;

/** Alerts of pools, and the records that carry them. */
final class Alerts {

    static final TopicPartition PARTITION = new TopicPartition("xen.alerts", 0);
    private static final Duration LASTED = Duration.ofMinutes(2);

    private Alerts() {}

    static Alert lost(String pool, Instant startsAt) {
        return Alert.newBuilder()
                .setKey(pool + "/MASTER_LOST")
                .setPool(pool)
                .setKind("MASTER_LOST")
                .setState(AlertState.FIRING)
                .setSeverity(Severity.WARNING)
                .setSummary("the master of " + pool + " is lost")
                .setStartsAt(startsAt)
                .setEvidence(List.of())
                .setWithheld(List.of(new WithheldCommand(
                        CommandKind.PROMOTE, "10.0.0.2", Guard.FENCE_PROOF, "a power reading of OFF")))
                .setRunbook(List.of("look at the console of alpha", "xe host-list"))
                .setEpoch(7)
                .setJudgedAt(startsAt)
                .setCause("tick")
                .build();
    }

    static Alert hostLost(String pool, String host, Instant startsAt) {
        return Alert.newBuilder(lost(pool, startsAt))
                .setKey(pool + "/HOST_LOST/" + host)
                .setKind("HOST_LOST")
                .setHost("10.0.0.2")
                .setHostName(host)
                .build();
    }

    static Alert resolved(Alert fired) {
        Instant end = fired.getStartsAt().plus(LASTED);
        return Alert.newBuilder(fired)
                .setState(AlertState.RESOLVED)
                .setEndsAt(end)
                .setJudgedAt(end)
                .build();
    }

    static Alert risen(Alert fired) {
        return Alert.newBuilder(fired)
                .setSeverity(Severity.CRITICAL)
                .setJudgedAt(fired.getJudgedAt().plusSeconds(30))
                .build();
    }

    static Notice notice(long offset, Alert alert) {
        return new Notice(PARTITION, offset, AlertKey.parse(alert.getKey()), Optional.of(alert), VirtualTime.START);
    }

    static Notice tombstone(long offset, String key) {
        return new Notice(PARTITION, offset, AlertKey.parse(key), Optional.empty(), VirtualTime.START);
    }
}
