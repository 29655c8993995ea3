package org.poolwarden.app.rehearse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.poolwarden.app.spelling.Nearest;

/** Who plays in a scenario: every name that an event or an expectation may use. */
record Cast(List<PoolPlan> pools, List<String> observers) {
    Cast {
        pools = List.copyOf(pools);
        observers = List.copyOf(observers);
    }

    List<String> poolNames() {
        return pools.stream().map(PoolPlan::name).toList();
    }

    /** The host that is meant by {@code alpha} or {@code closet/alpha}. */
    HostName host(String word, Written at) throws ScenarioException {
        return host(word, Optional.empty(), at);
    }

    /**
     * The host that is meant.
     *
     * @param pool in which it must be; empty for any
     */
    HostName host(String word, Optional<String> pool, Written at) throws ScenarioException {
        List<HostName> all = hosts().stream()
                .filter(name -> pool.map(name.pool()::equals).orElse(true))
                .toList();
        List<HostName> meant = all.stream()
                .filter(name -> name.host().equals(word) || name.toString().equals(word))
                .toList();
        if (meant.size() > 1) {
            throw at.trouble("'" + word + "' is in several pools; write " + meant.get(0) + " or " + meant.get(1));
        }
        if (meant.isEmpty()) {
            List<String> known = word.contains("/")
                    ? all.stream().map(HostName::toString).toList()
                    : all.stream().map(HostName::host).toList();
            throw at.trouble(Nearest.unknown(pool.map(name -> "host of " + name).orElse("host"), word, known));
        }
        return meant.get(0);
    }

    /** Checks the end of a network path: a host, an observer, {@code bmc:H} or {@code *}. */
    void place(String word, Written at) throws ScenarioException {
        if (word.startsWith("bmc:")) {
            host(word.substring("bmc:".length()), at);
        } else if (!word.equals("*")) {
            machine(word, at);
        }
    }

    /** Checks the name of a host or an observer. */
    void machine(String word, Written at) throws ScenarioException {
        if (observers.contains(word)) {
            return;
        }
        List<String> known = new ArrayList<>(observers);
        hosts().forEach(name -> known.add(name.host()));
        if (!word.contains("/") && !known.contains(word)) {
            throw at.trouble(Nearest.unknown("host or observer", word, known));
        }
        host(word, at);
    }

    List<HostName> hosts() {
        return pools.stream()
                .flatMap(pool -> pool.hosts().stream().map(host -> new HostName(pool.name(), host)))
                .toList();
    }
}
