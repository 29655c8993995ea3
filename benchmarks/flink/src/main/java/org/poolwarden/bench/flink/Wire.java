package org.poolwarden.bench.flink;

import java.io.Serializable;
import org.poolwarden.schema.CapacityReport;
import org.poolwarden.schema.DiskSample;
import org.poolwarden.schema.topic.Topic;
import org.poolwarden.schema.topic.Topics;
import org.poolwarden.schema.wire.WireCodec;

/** Where samples are and reports go, as functions of a job carry it. */
record Wire(String registry, String from, String to, int partitions) implements Serializable {

    Topic<DiskSample> samples() {
        return new Topics(from, partitions).diskSamples();
    }

    Topic<CapacityReport> reports() {
        return new Topics(to, partitions).capacityReports();
    }

    WireCodec codec() {
        return WireCodec.at(registry);
    }
}
