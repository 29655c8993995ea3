package org.poolwarden.bench.flink;

/** How far a job is, for whoever is in the same process: Flink copies a job's functions, so nobody else holds one. */
public interface SamplesReadMXBean {

    long getSamples();
}
