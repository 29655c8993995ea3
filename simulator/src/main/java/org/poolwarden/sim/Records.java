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

    private static final String API_MAJOR_MINOR = "2.16";
    private static final long MEMORY = 137_438_953_472L;

    private final SimPool pool;
    private final SimHost master;
    private final Instant now;
    private final GuestRecords guests;

    Records(SimPool pool, SimHost master, Instant now) {
        this.pool = pool;
        this.master = master;
        this.now = now;
        this.guests = new GuestRecords(pool, storageRef());
    }

    /** Records of one class, by reference; empty for a class of which the pool has no objects. */
    Map<String, Map<String, Object>> of(String type) {
        return switch (type) {
            case "pool" -> Map.of(pool.ref(), pool());
            case "host" -> byHost("host", this::host);
            case "host_metrics" -> byHost("metrics", this::hostMetrics);
            case "SR" -> Map.of(storageRef(), storage());
            case "PBD" -> byHost("pbd", this::plug);
            case "network" -> Map.of(networkRef(), network());
            case "PIF" -> byHost("pif", this::pif);
            case "VM" -> vms();
            case "VDI" -> guests.images();
            case "VBD" -> guests.devices();
            default -> Map.of();
        };
    }

    private Map<String, Object> pool() {
        return DataModel.record(
                "pool",
                Map.of(
                        "uuid",
                        pool.uuid(),
                        "master",
                        master.ref(),
                        "default_SR",
                        storageRef(),
                        "ha_enabled",
                        pool.isHaArmed(),
                        "ha_cluster_stack",
                        "xhad"));
    }

    private Map<String, Object> host(SimHost host) {
        String agentStart = host.toolstack().startedAt().getEpochSecond() + ".";
        String[] api = API_MAJOR_MINOR.split("\\.");
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
                        entry("software_version", software()),
                        entry("other_config", Map.of("agent_start_time", agentStart, "boot_time", agentStart)),
                        entry("control_domain", ref("dom0", host)),
                        entry("PBDs", List.of(ref("pbd", host))),
                        entry("PIFs", List.of(ref("pif", host))),
                        entry(
                                "resident_VMs",
                                Stream.concat(Stream.of(ref("dom0", host)), guests.machinesOn(host).stream())
                                        .toList())));
    }

    private static Map<String, Object> software() {
        return Map.of(
                "product_version", "8.2.1",
                "product_brand", "XCP-ng",
                "platform_name", "XCP",
                "platform_version", "3.2.1",
                "xapi", "1.249");
    }

    private Map<String, Object> hostMetrics(SimHost host) {
        boolean live = host == master || database().isLive(host, now);
        return DataModel.record(
                "host_metrics",
                Map.of("uuid", Ids.uuid("metrics", host.place()), "live", live, "memory_total", MEMORY));
    }

    private Map<String, Object> storage() {
        return DataModel.record(
                "SR",
                Map.of(
                        "uuid",
                        Ids.uuid("sr", pool.name()),
                        "name_label",
                        "disks",
                        "type",
                        pool.spec().storage().srType(),
                        "content_type",
                        "user",
                        "shared",
                        pool.spec().storage().isShared(),
                        "PBDs",
                        List.copyOf(of("PBD").keySet()),
                        "VDIs",
                        List.copyOf(guests.images().keySet())));
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
                        storageRef(),
                        "currently_attached",
                        true));
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
        pool.hosts().forEach(host -> records.put(ref(kind, host), maker.record(host)));
        return records;
    }

    private PoolDatabase database() {
        return master.toolstack().database();
    }

    private String storageRef() {
        return Ids.ref("sr", pool.name());
    }

    private String networkRef() {
        return Ids.ref("network", pool.name());
    }

    private static String ref(String kind, SimHost host) {
        return kind.equals("host") ? host.ref() : Ids.ref(kind, host.place());
    }
}
