package org.poolwarden.bench.interview;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Hosts, numbered from 0, in pools of one size; the first host of each pool is its master.
 *
 * @param hosts a multiple of {@code poolSize}
 */
record Fleet(int hosts, int poolSize) {

    private static final int LARGEST_POOL = 64;
    private static final int MOST_HOSTS = 50_000;
    /** The same hosts are drawn in every run: variants differ in nothing else. */
    private static final long SEED = 1;

    Fleet {
        if (poolSize < 1 || poolSize > LARGEST_POOL) {
            throw new IllegalArgumentException("a pool has 1 to " + LARGEST_POOL + " hosts, was " + poolSize);
        }
        if (hosts < 1 || hosts > MOST_HOSTS || hosts % poolSize != 0) {
            throw new IllegalArgumentException("expected 1 to " + MOST_HOSTS + " hosts, a multiple of the pools' size "
                    + poolSize + ", were " + hosts);
        }
    }

    int pools() {
        return hosts / poolSize;
    }

    int poolOf(int host) {
        return host / poolSize;
    }

    int masterOf(int host) {
        return host - host % poolSize;
    }

    List<Integer> hostsOf(int pool) {
        return IntStream.range(pool * poolSize, (pool + 1) * poolSize).boxed().toList();
    }

    static String poolName(int pool) {
        return "pool-" + pool;
    }

    static String name(int host) {
        return "host-" + host;
    }

    static int number(String name) {
        return Integer.parseInt(name.substring("host-".length()));
    }

    /** The management address by which hosts of a pool know each other; unique in the fleet. */
    static String address(int host) {
        return "10." + (1 + host / 62_500) + "." + host / 250 % 250 + "." + (1 + host % 250);
    }

    /** Hosts drawn at random, always the same ones. */
    Set<Integer> drawn(double percent) {
        List<Integer> all = new ArrayList<>(IntStream.range(0, hosts).boxed().toList());
        Collections.shuffle(all, new Random(SEED));
        return new TreeSet<>(all.subList(0, (int) Math.round(hosts * percent / 100)));
    }

    /** Every other host of the pools of {@code some}. */
    Set<Integer> neighboursOf(Set<Integer> some) {
        return some.stream()
                .flatMap(host -> hostsOf(poolOf(host)).stream())
                .filter(host -> !some.contains(host))
                .collect(Collectors.toSet());
    }
}
