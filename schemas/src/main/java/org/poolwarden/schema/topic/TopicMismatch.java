package org.poolwarden.schema.topic;

/**
 * A topic that exists and is not as the rules need it.
 *
 * @param setting by Kafka's name, for example {@code cleanup.policy}; {@code partitions} for their number
 */
public record TopicMismatch(String topic, String setting, String found, String expected) {

    /** For the person who must decide, for example {@code xen.policies: cleanup.policy is delete, expected compact}. */
    public String sentence() {
        return topic + ": " + setting + " is " + found + ", expected " + expected;
    }
}
