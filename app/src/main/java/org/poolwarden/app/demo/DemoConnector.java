package org.poolwarden.app.demo;

import java.util.Locale;
import java.util.Map;
import org.poolwarden.app.embedded.SimulatedKeys;
import org.poolwarden.schema.topic.Topics;

/** A connector as a story configures it. */
enum DemoConnector {
    RECOVERY("recovery.RecoverySinkConnector"),
    HEARTBEAT("heartbeat.HeartbeatConnector"),
    EVENTS("event.EventConnector"),
    DISKS("disk.DiskConnector");

    private final String type;

    DemoConnector(String type) {
        this.type = "org.poolwarden.connect." + type;
    }

    /** As Connect knows it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String type() {
        return type;
    }

    /** What it is told besides the pool. */
    Map<String, String> config(Topics topics, String bootstrap) {
        return switch (this) {
            case RECOVERY -> SimulatedKeys.recovery(topics, bootstrap);
            case HEARTBEAT -> Map.of("observer", DemoPool.OBSERVER);
            case EVENTS -> Map.of();
                // The hosts' day is shorter than ours.
            case DISKS -> Map.of("disk.poll.ms", "500", "heartbeat.ms", "5000", "deadline.ms", "2500");
        };
    }
}
