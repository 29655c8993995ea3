package org.poolwarden.app.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.poolwarden.app.operate.Cluster;
import org.poolwarden.app.operate.Trouble;
import org.poolwarden.schema.Alert;
import org.poolwarden.schema.Finding;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.schema.topic.Topic;

/** Reads what was decided of some pools, and when time looked in: findings, commands and alerts name their causes. */
final class TestimonyReader {

    private final Cluster cluster;
    private final Set<String> pools;

    TestimonyReader(Cluster cluster, Set<String> pools) {
        this.cluster = cluster;
        this.pools = pools;
    }

    /** By pool. */
    Map<String, Testimony> read(Instant since) throws Trouble {
        Map<String, List<Decided>> decided = new HashMap<>();
        Map<String, Map<String, SortedMap<Instant, String>>> ticks = new HashMap<>();
        for (Finding finding : values(cluster.topics().findings(), since)) {
            add(decided, finding.getPool(), Decided.of(finding));
            tick(ticks, finding.getPool(), finding.getJudgedAt(), finding.getCause());
        }
        for (RecoveryCommand command : values(cluster.topics().commands(), since)) {
            add(decided, command.getPool(), Decided.of(command));
            tick(ticks, command.getPool(), command.getIssuedAt(), command.getCause());
        }
        for (Alert alert : values(cluster.topics().alerts(), since)) {
            tick(ticks, alert.getPool(), alert.getJudgedAt(), alert.getCause());
        }
        Map<String, Testimony> testimonies = new HashMap<>();
        pools.forEach(pool -> testimonies.put(
                pool, new Testimony(decided.getOrDefault(pool, List.of()), ticks.getOrDefault(pool, Map.of()))));
        return testimonies;
    }

    private <V extends SpecificRecord> List<V> values(Topic<V> topic, Instant since) throws Trouble {
        return cluster.readSince(since, topic).stream()
                .flatMap(entry -> entry.value().stream())
                .toList();
    }

    private static void add(Map<String, List<Decided>> decided, String pool, Decided one) {
        decided.computeIfAbsent(pool, name -> new ArrayList<>()).add(one);
    }

    private static void tick(
            Map<String, Map<String, SortedMap<Instant, String>>> ticks, String pool, Instant at, String cause) {
        if (Decided.isTick(cause)) {
            ticks.computeIfAbsent(pool, name -> new HashMap<>())
                    .computeIfAbsent(Decided.placeOf(cause), place -> new TreeMap<>())
                    .put(at, cause);
        }
    }
}
