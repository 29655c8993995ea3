package org.poolwarden.app.soak;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One pool of a story.
 *
 * @param hosts the first is the master
 * @param bmc hosts whose power can be read
 * @param bootSeconds from power on until a host's toolstack starts
 * @param manner the other keys of a scenario's pool, as {@code storage: hba}
 */
record PoolCast(String name, List<String> hosts, List<String> bmc, int bootSeconds, List<String> manner) {
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
                bootSeconds,
                manner);
    }

    /** Names that are unique in the story: {@code p1/h2}. */
    List<String> places() {
        return hosts.stream().map(host -> name + "/" + host).toList();
    }

    String line() {
        String rest = manner.stream().map(", "::concat).collect(Collectors.joining());
        return "{name: " + name + ", hosts: " + hosts + ", bmc: " + bmc + ", boot: " + bootSeconds + "s" + rest + "}";
    }
}
