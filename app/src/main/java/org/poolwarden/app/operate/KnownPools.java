package org.poolwarden.app.operate;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Pattern;
import org.poolwarden.app.operate.KnownPool.KnownAlert;
import org.poolwarden.app.spelling.Nearest;

/** Every pool that a finding, an alert or a policy tells of. */
public final class KnownPools {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");

    private final SortedMap<String, KnownPool> pools;

    KnownPools(SortedMap<String, KnownPool> pools) {
        this.pools = pools;
    }

    /** Reads the compacted topics up to their present ends. */
    public static KnownPools read(Cluster cluster) throws Trouble {
        PoolBook book = new PoolBook();
        cluster.read(cluster.topics().findings()).forEach(book::finding);
        cluster.read(cluster.topics().alerts()).forEach(book::alert);
        cluster.read(cluster.topics().policies()).forEach(book::policy);
        cluster.read(cluster.topics().operatorActions()).forEach(book::word);
        return book.pools();
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

    public Optional<KnownPool> find(String name) {
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
