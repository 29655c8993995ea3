package org.poolwarden.schema.topic;

/**
 * A topic that exists and is not as poolwarden makes it.
 *
 * @param setting by Kafka's name, for example {@code cleanup.policy}; {@code partitions} for their number
 */
public record TopicMismatch(String topic, String setting, String found, String expected) {

    /** What stands for the number of partitions among settings. */
    public static final String PARTITIONS = "partitions";

    /**
     * Whether the rules would decide on what is not so. Any other setting, how long records are kept for example, is
     * the operator's.
     */
    public boolean breaksRules() {
        return TopicCheck.NEEDED.contains(setting);
    }

    /** For the person who must decide, for example {@code xen.policies: cleanup.policy is delete, expected compact}. */
    public String sentence() {
        return topic + ": " + setting + " is " + found + ", expected " + expected;
    }
}
