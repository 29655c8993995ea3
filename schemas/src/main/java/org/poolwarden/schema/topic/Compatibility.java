package org.poolwarden.schema.topic;

/** How a subject's schemas may change, by the registry's names. */
public enum Compatibility {
    /** What is kept long: old readers read new records and new readers old ones, over all versions. */
    FULL_TRANSITIVE,
    /** High-rate samples: new readers read old records, over all versions. */
    BACKWARD_TRANSITIVE
}
