package org.poolwarden.app.rehearse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.poolwarden.app.spelling.Nearest;

/** Reads the pools and observers of a scenario. */
final class CastReader {
    private static final String DEFAULT_POOL = "closet";
    private static final String DEFAULT_OBSERVER = "rack-a";
    private static final int DEFAULT_VMS = 2;
    private static final int MOST_VMS = 1000;
    private static final List<String> STORAGE = List.of("hba", "iscsi", "nfs", "local");
    private static final List<String> POOL_KEYS = Stream.concat(
                    Stream.of("name", "hosts", "ha", "bmc", "storage", "vms", "restart-vms", "boot"),
                    MannerReader.KEYS.stream())
            .toList();

    private CastReader() {}

    static Cast read(Map<String, Written> fields, Written file) throws ScenarioException {
        if (fields.containsKey("pool") == fields.containsKey("pools")) {
            throw file.trouble("expected either 'pool' or 'pools'");
        }
        List<PoolPlan> pools =
                fields.containsKey("pool") ? List.of(pool(fields.get("pool"))) : pools(fields.get("pools"));
        Written observers = fields.get("observers");
        Cast cast = new Cast(pools, observers == null ? List.of(DEFAULT_OBSERVER) : names(observers, "observers"));
        for (HostName host : cast.hosts()) {
            if (cast.observers().contains(host.host())) {
                throw (observers == null ? file : observers)
                        .trouble("'" + host.host() + "' is an observer and a host: expected names that differ");
            }
        }
        return cast;
    }

    private static List<PoolPlan> pools(Written list) throws ScenarioException {
        List<PoolPlan> pools = new ArrayList<>();
        for (Written item : list.items("pools")) {
            PoolPlan pool = pool(item);
            if (pools.stream().map(PoolPlan::name).anyMatch(pool.name()::equals)) {
                throw item.trouble("expected a pool with a name of its own, found '" + pool.name() + "' again");
            }
            pools.add(pool);
        }
        if (pools.isEmpty()) {
            throw list.trouble("expected at least one pool");
        }
        return pools;
    }

    private static PoolPlan pool(Written pool) throws ScenarioException {
        Map<String, Written> fields = pool.fields("a pool", POOL_KEYS);
        if (!fields.containsKey("hosts")) {
            throw pool.trouble("expected the pool's hosts: [first is the master, ...]");
        }
        String name = fields.containsKey("name") ? fields.get("name").word("a pool's name") : DEFAULT_POOL;
        List<String> hosts = names(fields.get("hosts"), "hosts");
        List<String> bmc = fields.containsKey("bmc") ? names(fields.get("bmc"), "bmc") : List.of();
        for (String host : bmc) {
            if (!hosts.contains(host)) {
                throw fields.get("bmc").trouble(Nearest.unknown("host", host, hosts));
            }
        }
        Map<String, Integer> vms = numbers(fields.get("vms"), hosts, DEFAULT_VMS);
        Map<String, Integer> restart = numbers(fields.get("restart-vms"), hosts, 0);
        for (String host : hosts) {
            if (restart.get(host) > vms.get(host)) {
                throw fields.get("restart-vms")
                        .trouble("expected at most the " + vms.get(host) + " VMs of " + host + ", found "
                                + restart.get(host));
            }
        }
        boolean haArmed = fields.containsKey("ha")
                && fields.get("ha").oneOf("ha", List.of("off", "armed")).equals("armed");
        String storage = fields.containsKey("storage") ? fields.get("storage").oneOf("storage", STORAGE) : "hba";
        Duration boot = fields.containsKey("boot") ? fields.get("boot").time("boot") : Duration.ofSeconds(120);
        return new PoolPlan(
                name, hosts, haArmed, Set.copyOf(bmc), storage, vms, restart, boot, MannerReader.read(fields));
    }

    private static List<String> names(Written list, String what) throws ScenarioException {
        Set<String> names = new LinkedHashSet<>();
        for (Written item : list.items(what)) {
            String name = item.word("a name");
            if (!name.matches("[A-Za-z0-9._-]+")) {
                throw item.trouble("expected a name of letters, digits, '.', '_' and '-', found '" + name + "'");
            }
            if (!names.add(name)) {
                throw item.trouble("'" + name + "' is given twice");
            }
        }
        if (names.isEmpty() && !what.equals("bmc")) {
            throw list.trouble("expected at least one name in " + what);
        }
        return List.copyOf(names);
    }

    private static Map<String, Integer> numbers(Written given, List<String> hosts, int otherwise)
            throws ScenarioException {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        hosts.forEach(host -> numbers.put(host, otherwise));
        if (given != null) {
            Map<String, Written> fields = given.fields("a pool's hosts", hosts);
            for (Map.Entry<String, Written> entry : fields.entrySet()) {
                numbers.put(entry.getKey(), vms(entry.getValue()));
            }
        }
        return numbers;
    }

    private static int vms(Written given) throws ScenarioException {
        long number = given.number("a number of VMs");
        if (number > MOST_VMS) {
            throw given.trouble("expected at most " + MOST_VMS + " VMs on a host, found " + number);
        }
        return (int) number;
    }
}
