package org.poolwarden.app.operate;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.poolwarden.app.operate.KnownPool.Judged;
import org.poolwarden.app.operate.KnownPool.KnownAlert;
import org.poolwarden.schema.ActionKind;
import org.poolwarden.schema.Alert;
import org.poolwarden.schema.Finding;
import org.poolwarden.schema.OperatorAction;
import org.poolwarden.schema.PoolPolicy;

/** What findings, alerts, policies and operators' words have said of every pool so far. For one thread. */
public final class PoolBook {

    private final Map<String, Judged> judged = new HashMap<>();
    private final Map<String, PoolPolicy> policies = new HashMap<>();

    /** By pool, the last record of each alert. */
    private final Map<String, Map<String, Entry<Alert>>> alerts = new HashMap<>();

    /** By pool, the last acknowledgement of each alert. */
    private final Map<String, Map<String, Entry<OperatorAction>>> acknowledged = new HashMap<>();

    public void finding(Entry<Finding> entry) {
        judged.compute(entry.key(), (pool, before) -> entry.value()
                .map(next -> before == null ? new Judged(next, next.getJudgedAt()) : before.then(next))
                .orElse(null));
    }

    public void policy(Entry<PoolPolicy> entry) {
        policies.compute(entry.key(), (pool, before) -> entry.value().orElse(null));
    }

    public void alert(Entry<Alert> entry) {
        Map<String, Entry<Alert>> its = alerts.computeIfAbsent(poolOf(entry.key()), pool -> new HashMap<>());
        if (entry.value().isPresent()) {
            its.put(entry.key(), entry);
        } else {
            its.remove(entry.key());
        }
    }

    public void word(Entry<OperatorAction> entry) {
        entry.value()
                .filter(word -> word.getKind() == ActionKind.ACKNOWLEDGE)
                .flatMap(OperatorAction::getAlertKey)
                .ifPresent(key -> acknowledged
                        .computeIfAbsent(entry.key(), pool -> new HashMap<>())
                        .merge(key, entry, PoolBook::later));
    }

    /** The pool of an alert's key: a pool's name has no slash. */
    public static String poolOf(String alertKey) {
        int slash = alertKey.indexOf('/');
        return slash < 0 ? alertKey : alertKey.substring(0, slash);
    }

    private static <V> Entry<V> later(Entry<V> one, Entry<V> other) {
        return other.at().isBefore(one.at()) ? one : other;
    }

    /** Empty where nothing has been said of it, or all of that is gone. */
    public Optional<KnownPool> pool(String name) {
        Collection<Entry<Alert>> its = alerts.getOrDefault(name, Map.of()).values();
        if (!judged.containsKey(name) && !policies.containsKey(name) && its.isEmpty()) {
            return Optional.empty();
        }
        List<KnownAlert> known = its.stream().map(this::known).toList();
        return Optional.of(new KnownPool(
                name, Optional.ofNullable(judged.get(name)), Optional.ofNullable(policies.get(name)), known));
    }

    private KnownAlert known(Entry<Alert> entry) {
        Alert alert = entry.value().orElseThrow();
        return new KnownAlert(alert, acknowledged(alert, entry.at()).or(alert::getAcknowledgedBy));
    }

    /** Acknowledging writes no alert anew: who has done it since is in the words themselves. */
    private Optional<String> acknowledged(Alert alert, Instant written) {
        Map<String, Entry<OperatorAction>> words = acknowledged.getOrDefault(alert.getPool(), Map.of());
        return Stream.of(alert.getKey(), alert.getPool() + "/" + alert.getKind())
                .distinct()
                .flatMap(key -> Optional.ofNullable(words.get(key)).stream())
                .filter(entry -> entry.at().isAfter(written))
                .reduce(PoolBook::later)
                .flatMap(Entry::value)
                .map(OperatorAction::getAuthor);
    }

    public KnownPools pools() {
        TreeSet<String> names = new TreeSet<>(judged.keySet());
        names.addAll(policies.keySet());
        names.addAll(alerts.keySet());
        SortedMap<String, KnownPool> pools = new TreeMap<>();
        names.forEach(name -> pool(name).ifPresent(pool -> pools.put(name, pool)));
        return new KnownPools(pools);
    }
}
