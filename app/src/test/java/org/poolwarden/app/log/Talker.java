package org.poolwarden.app.log;

import org.slf4j.LoggerFactory;

/** A process that logs one sentence of ours and one of Kafka's, with a cause. */
public final class Talker {

    private Talker() {}

    public static void main(String[] args) {
        LoggerFactory.getLogger("org.poolwarden.failover.Talker")
                .warn("verdict pool={} verdict={}: {}", "closet", "MASTER_LOST", "it said \"no\"\nand went");
        LoggerFactory.getLogger("org.apache.kafka.Talker")
                .error("broker away", new IllegalStateException("away", new IllegalArgumentException("wrong\nport")));
        LoggerFactory.getLogger("org.poolwarden.failover.Talker").info("nobody need know");
    }
}
