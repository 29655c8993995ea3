package org.poolwarden.app.soak;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One pool of a story.
 *
 * @param hosts the first is the master
 * @param manner keys of a scenario's pool beside its name, hosts and BMCs, as {@code storage: hba}
 * @param bmc hosts whose power can be read
 */
record PoolCast(String name, List<String> hosts, List<String> bmc, List<String> manner) {
    PoolCast {
        hosts = List.copyOf(hosts);
        bmc = List.copyOf(bmc);
        manner = List.copyOf(manner);
    }

    PoolCast without(String host) {
        return new PoolCast(
                name,
                hosts.stream().filter(other -> !other.equals(host)).toList(),
                bmc.stream().filter(other -> !other.equals(host)).toList(),
                manner);
    }

    /** Names that are unique in the story: {@code p1/h2}. */
    List<String> places() {
        return hosts.stream().map(host -> name + "/" + host).toList();
    }

    String line() {
        String rest = manner.stream().map(", "::concat).collect(Collectors.joining());
        return "{name: " + name + ", hosts: " + hosts + ", bmc: " + bmc + rest + "}";
    }
}
