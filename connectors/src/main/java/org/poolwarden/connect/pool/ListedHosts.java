package org.poolwarden.connect.pool;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The hosts that a pool's master lists besides the configured ones, and what is done with each. One is left when two
 * listings in a row do not have it.
 *
 * @param <T> what is done with a host
 */
public final class ListedHosts<T> {

    private record Kept<T>(PoolHost host, T work) {}

    private final PoolAccess pool;
    private final Function<PoolHost, T> begin;
    private final Consumer<T> end;
    private final Map<String, Kept<T>> kept = new LinkedHashMap<>();
    private final Set<String> missing = new HashSet<>();

    public ListedHosts(PoolAccess pool, Function<PoolHost, T> begin, Consumer<T> end) {
        this.pool = pool;
        this.begin = begin;
        this.end = end;
    }

    /** What is done now, in the order in which the hosts were first listed. */
    public List<T> all() {
        return kept.values().stream().map(Kept::work).toList();
    }

    /**
     * The master has listed its members.
     *
     * @param names by address
     */
    public void listed(Map<String, String> names) {
        names.forEach((address, name) -> {
            if (pool.at(address).isEmpty() && !kept.containsKey(address)) {
                pool.unconfigured(isFree(name) ? name : address, address)
                        .ifPresent(host -> kept.put(address, new Kept<>(host, begin.apply(host))));
            }
        });
        List<String> absent = new ArrayList<>(kept.keySet());
        absent.removeAll(names.keySet());
        absent.stream().filter(missing::contains).forEach(address -> end.accept(kept.remove(address).work));
        missing.clear();
        missing.addAll(absent);
    }

    private boolean isFree(String name) {
        return !name.isEmpty()
                && pool.hosts().stream().noneMatch(host -> host.name().equals(name))
                && kept.values().stream().noneMatch(other -> other.host.name().equals(name));
    }
}
