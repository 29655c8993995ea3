package org.poolwarden.sim;

import static java.util.Map.entry;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The records of a master's database, field by field as {@code get_all_records} gives them. What a host knows of
 * another is what that one told: the VMs of a dead host stay Running.
 */
final class Records {

    private static final long MEMORY = 137_438_953_472L;

    private final SimPool pool;
    private final SimHost master;
    private final Instant now;
    private final GuestRecords guests;

    Records(SimPool pool, SimHost master, Instant now) {
        this.pool = pool;
        this.master = master;
        this.now = now;
        this.guests = new GuestRecords(pool, master.toolstack().database());
    }

    /** Records of one class, by reference; empty for a class of which the pool has no objects. */
    Map<String, Map<String, Object>> of(String type) {
        return switch (type) {
            case "pool" -> Map.of(database().poolRef(), pool());
            case "host" -> byHost("host", this::host);
            case "host_metrics" -> byHost("metrics", this::hostMetrics);
            case "SR" -> storages();
            case "PBD" -> byHost("pbd", this::plug);
            case "network" -> Map.of(networkRef(), network());
            case "PIF" -> byHost("pif", this::pif);
            case "VM" -> isPoolsOwn() ? vms() : byHost("dom0", this::controlDomain);
            case "VDI" -> isPoolsOwn() ? guests.images() : Map.of();
            case "VBD" -> isPoolsOwn() ? guests.devices() : Map.of();
            default -> Map.of();
        };
    }

    private Map<String, Object> pool() {
        return DataModel.record(
                "pool",
                Map.of(
                        "uuid",
                        database().poolUuid(),
                        "master",
                        master.ref(),
                        "default_SR",
                        pool.storageOn(master),
                        "ha_enabled",
                        database().isHaEnabled(),
                        "ha_cluster_stack",
                        "xhad",
                        "other_config",
                        Map.copyOf(database().otherConfig(database().poolRef()))));
    }

    private Map<String, Object> host(SimHost host) {
        Map<String, String> config = new LinkedHashMap<>(database().otherConfig(host.ref()));
        config.put("agent_start_time", host.toolstack().startedAt().getEpochSecond() + ".");
        config.put("boot_time", host.bootedAt().getEpochSecond() + ".");
        String[] api = pool.spec().release().api().split("\\.");
        return DataModel.record(
                "host",
                Map.ofEntries(
                        entry("uuid", host.uuid()),
                        entry("name_label", host.name()),
                        entry("hostname", host.name()),
                        entry("address", host.address()),
                        entry("enabled", database().isEnabled(host)),
                        entry("metrics", ref("metrics", host)),
                        entry("API_version_major", Long.valueOf(api[0])),
                        entry("API_version_minor", Long.valueOf(api[1])),
                        entry("software_version", pool.spec().release().software()),
                        entry("other_config", config),
                        entry(
                                "ha_statefiles",
                                database().isHaEnabled() ? List.of(Ids.ref("statefile", pool.name())) : List.of()),
                        entry("ha_network_peers", database().isHaEnabled() ? List.copyOf(peers()) : List.of()),
                        entry("control_domain", ref("dom0", host)),
                        entry("PBDs", List.of(ref("pbd", host))),
                        entry("PIFs", List.of(ref("pif", host))),
                        entry(
                                "resident_VMs",
                                Stream.concat(Stream.of(ref("dom0", host)), guests.machinesOn(host).stream())
                                        .toList())));
    }

    private List<String> peers() {
        return members().map(SimHost::uuid).toList();
    }

    private Map<String, Object> hostMetrics(SimHost host) {
        boolean live = host == master || database().isLive(host, now);
        return DataModel.record(
                "host_metrics",
                Map.of("uuid", Ids.uuid("metrics", host.place()), "live", live, "memory_total", MEMORY));
    }

    /** One for all, or with local disks one for each host. */
    private Map<String, Map<String, Object>> storages() {
        Map<String, Map<String, Object>> records = new LinkedHashMap<>();
        members().forEach(host -> records.computeIfAbsent(pool.storageOn(host), ref -> storage(ref, host)));
        return records;
    }

    private Map<String, Object> storage(String ref, SimHost host) {
        boolean shared = pool.spec().storage().isShared();
        List<String> plugs = members()
                .filter(member -> shared || member == host)
                .map(member -> ref("pbd", member))
                .toList();
        return DataModel.record(
                "SR",
                Map.of(
                        "uuid",
                        pool.storageUuidOn(host),
                        "name_label",
                        shared ? "disks" : "Local storage",
                        "type",
                        pool.spec().storage().srType(),
                        "content_type",
                        "user",
                        "shared",
                        shared,
                        "PBDs",
                        plugs,
                        "VDIs",
                        isPoolsOwn() ? guests.imagesOn(ref) : List.of()));
    }

    private Map<String, Object> plug(SimHost host) {
        return DataModel.record(
                "PBD",
                Map.of(
                        "uuid",
                        Ids.uuid("pbd", host.place()),
                        "host",
                        host.ref(),
                        "SR",
                        pool.storageOn(host),
                        "currently_attached",
                        database().isPlugged(host)));
    }

    private Map<String, Object> network() {
        return DataModel.record(
                "network",
                Map.of(
                        "uuid",
                        Ids.uuid("network", pool.name()),
                        "name_label",
                        "Pool-wide network associated with eth0",
                        "bridge",
                        "xenbr0",
                        "PIFs",
                        List.copyOf(of("PIF").keySet())));
    }

    private Map<String, Object> pif(SimHost host) {
        return DataModel.record(
                "PIF",
                Map.of(
                        "uuid",
                        Ids.uuid("pif", host.place()),
                        "device",
                        "eth0",
                        "network",
                        networkRef(),
                        "host",
                        host.ref(),
                        "IP",
                        host.address(),
                        "management",
                        true,
                        "currently_attached",
                        true));
    }

    private Map<String, Map<String, Object>> vms() {
        Map<String, Map<String, Object>> records = new LinkedHashMap<>(byHost("dom0", this::controlDomain));
        records.putAll(guests.machines());
        return records;
    }

    private Map<String, Object> controlDomain(SimHost host) {
        return DataModel.record(
                "VM",
                Map.of(
                        "uuid",
                        Ids.uuid("dom0", host.place()),
                        "name_label",
                        "Control domain on host: " + host.name(),
                        "power_state",
                        "Running",
                        "resident_on",
                        host.ref(),
                        "affinity",
                        host.ref(),
                        "is_control_domain",
                        true));
    }

    private interface OfHost {
        Map<String, Object> record(SimHost host);
    }

    private Map<String, Map<String, Object>> byHost(String kind, OfHost maker) {
        Map<String, Map<String, Object>> records = new LinkedHashMap<>();
        members().forEach(host -> records.put(ref(kind, host), maker.record(host)));
        return records;
    }

    private PoolDatabase database() {
        return master.toolstack().database();
    }

    private Stream<SimHost> members() {
        return pool.hosts().stream().filter(database()::isMember);
    }

    /** Whether this is the database of the pool itself, and not that of a host which has left it. */
    private boolean isPoolsOwn() {
        return database().poolUuid().equals(pool.uuid());
    }

    private String networkRef() {
        return Ids.ref("network", pool.name());
    }

    private static String ref(String kind, SimHost host) {
        return kind.equals("host") ? host.ref() : Ids.ref(kind, host.place());
    }
}
