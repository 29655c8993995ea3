package org.poolwarden.app.operate;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.poolwarden.app.operate.KnownPool.Judged;
import org.poolwarden.app.operate.KnownPool.KnownAlert;
import org.poolwarden.app.spelling.Nearest;
import org.poolwarden.schema.ActionKind;
import org.poolwarden.schema.Alert;
import org.poolwarden.schema.Finding;
import org.poolwarden.schema.OperatorAction;
import org.poolwarden.schema.PoolPolicy;

/** Every pool that a finding, an alert or a policy tells of. */
public final class KnownPools {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");

    private final SortedMap<String, KnownPool> pools;

    private KnownPools(SortedMap<String, KnownPool> pools) {
        this.pools = pools;
    }

    /** Reads the compacted topics up to their present ends. */
    public static KnownPools read(Cluster cluster) throws Trouble {
        Map<String, Judged> judged = new HashMap<>();
        for (Entry<Finding> entry : cluster.read(cluster.topics().findings())) {
            judged.compute(entry.key(), (pool, before) -> entry.value()
                    .map(next -> before == null ? new Judged(next, next.getJudgedAt()) : before.then(next))
                    .orElse(null));
        }
        Map<String, Entry<Alert>> alerts = last(cluster.read(cluster.topics().alerts()));
        Map<String, Entry<PoolPolicy>> policies =
                last(cluster.read(cluster.topics().policies()));
        List<Entry<OperatorAction>> words = cluster.read(cluster.topics().operatorActions());
        Set<String> names = new TreeSet<>(judged.keySet());
        names.addAll(policies.keySet());
        alerts.values().forEach(entry -> names.add(entry.value().orElseThrow().getPool()));
        SortedMap<String, KnownPool> pools = new TreeMap<>();
        names.forEach(name -> pools.put(
                name,
                new KnownPool(
                        name,
                        Optional.ofNullable(judged.get(name)),
                        Optional.ofNullable(policies.get(name)).flatMap(Entry::value),
                        alertsOf(name, alerts, words))));
        return new KnownPools(pools);
    }

    /** The last entry of each key that is no tombstone. */
    static <V> Map<String, Entry<V>> last(List<Entry<V>> entries) {
        Map<String, Entry<V>> last = new HashMap<>();
        entries.forEach(entry -> {
            if (entry.value().isPresent()) {
                last.put(entry.key(), entry);
            } else {
                last.remove(entry.key());
            }
        });
        return last;
    }

    private static List<KnownAlert> alertsOf(
            String pool, Map<String, Entry<Alert>> alerts, List<Entry<OperatorAction>> words) {
        return alerts.values().stream()
                .filter(entry -> entry.value().orElseThrow().getPool().equals(pool))
                .map(entry -> {
                    Alert alert = entry.value().orElseThrow();
                    return new KnownAlert(
                            alert, acknowledged(alert, entry.at(), words).or(alert::getAcknowledgedBy));
                })
                .toList();
    }

    /** Acknowledging writes no alert anew: who has done it since is in the words themselves. */
    private static Optional<String> acknowledged(Alert alert, Instant written, List<Entry<OperatorAction>> words) {
        String all = alert.getPool() + "/" + alert.getKind();
        return words.stream()
                .filter(entry -> entry.at().isAfter(written))
                .flatMap(entry -> entry.value().stream())
                .filter(word -> word.getKind() == ActionKind.ACKNOWLEDGE)
                .filter(word -> word.getAlertKey()
                        .filter(key -> key.equals(alert.getKey()) || key.equals(all))
                        .isPresent())
                .map(OperatorAction::getAuthor)
                .reduce((earlier, later) -> later);
    }

    public List<KnownPool> worstFirst() {
        return pools.values().stream()
                .sorted(Comparator.comparingInt(Urgency::of).reversed().thenComparing(KnownPool::name))
                .toList();
    }

    public List<KnownPool> all() {
        return List.copyOf(pools.values());
    }

    /**
     * @throws Trouble naming the nearest pool when there is none of that name
     */
    public KnownPool called(String name) throws Trouble {
        return Optional.ofNullable(pools.get(name))
                .orElseThrow(() -> Trouble.usage(Nearest.unknown("pool", name, pools.keySet())));
    }

    /** A pool that may not have been heard of yet. */
    public KnownPool expected(String name) throws Trouble {
        if (!NAME.matcher(name).matches()) {
            throw Trouble.usage("expected a pool's name of letters, digits, '.', '_' and '-', found '" + name + "'");
        }
        return find(name).orElseGet(() -> new KnownPool(name, Optional.empty(), Optional.empty(), List.of()));
    }

    Optional<KnownPool> find(String name) {
        return Optional.ofNullable(pools.get(name));
    }

    /**
     * The firing alert that a word means: its key, or its key without the pool where that is enough.
     *
     * @throws Trouble when none fires that is called so, or more than one
     */
    KnownAlert firing(String word) throws Trouble {
        List<KnownAlert> firing =
                pools.values().stream().flatMap(pool -> pool.firing().stream()).toList();
        List<KnownAlert> meant = firing.stream()
                .filter(known -> List.of(known.alert().getKey(), known.about()).contains(word))
                .toList();
        if (meant.size() == 1) {
            return meant.get(0);
        }
        List<String> keys = (meant.isEmpty() ? firing : meant)
                .stream().map(known -> known.alert().getKey()).toList();
        throw Trouble.usage(
                meant.isEmpty()
                        ? Nearest.unknown("firing alert", word, keys)
                        : "which one is meant: " + Nearest.list(keys) + "?");
    }

    /**
     * The hosts that a word may mean: an address, a name, or {@code pool/host} where a name is in several pools.
     *
     * @throws Trouble naming the nearest host when there is none
     */
    List<KnownHost> hosts(String word) throws Trouble {
        List<KnownHost> all =
                pools.values().stream().flatMap(pool -> pool.hosts().stream()).toList();
        List<KnownHost> meant = all.stream()
                .filter(host -> host.isCalled(word) || isPath(word, host))
                .toList();
        if (meant.isEmpty()) {
            List<String> known = all.stream()
                    .map(host -> word.contains("/") ? host.pool() + "/" + host.name() : host.name())
                    .toList();
            throw Trouble.usage(Nearest.unknown("host", word, known));
        }
        return meant;
    }

    private static boolean isPath(String word, KnownHost host) {
        return word.startsWith(host.pool() + "/")
                && host.isCalled(word.substring(host.pool().length() + 1));
    }
}
