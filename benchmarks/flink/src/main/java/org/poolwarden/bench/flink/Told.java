package org.poolwarden.bench.flink;

import org.poolwarden.schema.CapacityReport;

/** A report under its key. It is never serialised: all that handles it is one chain of operators. */
record Told(String key, CapacityReport report) {}
