package org.poolwarden.connect.alert;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Records of several partitions in the order of the brokers' clocks. Those of one partition stay in their own order,
 * also where a new leader's clock is behind that of the old one.
 */
final class ByTime {

    private record Placed(SinkRecord record, long atMs) {}

    private ByTime() {}

    static List<SinkRecord> sorted(Collection<SinkRecord> records) {
        Map<Integer, Long> latest = new HashMap<>();
        List<Placed> placed = new ArrayList<>();
        for (SinkRecord record : records) {
            long told = record.timestamp() == null ? 0 : record.timestamp();
            placed.add(new Placed(record, latest.merge(record.kafkaPartition(), told, Math::max)));
        }
        return placed.stream()
                .sorted(Comparator.comparingLong(Placed::atMs))
                .map(Placed::record)
                .toList();
    }
}
