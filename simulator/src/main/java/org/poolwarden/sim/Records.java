package org.poolwarden.sim;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The records of a master's database, field by field as {@code get_all_records} gives them. */
final class Records {

    private static final String VERSION = "8.2.1";
    private static final Instant NEVER = Instant.EPOCH;

    private final SimPool pool;
    private final SimHost master;
    private final Instant now;

    Records(SimPool pool, SimHost master, Instant now) {
        this.pool = pool;
        this.master = master;
        this.now = now;
    }

    Map<String, Object> pools() {
        return Map.of(
                pool.ref(),
                Map.of(
                        "uuid", pool.uuid(),
                        "name_label", "",
                        "name_description", "",
                        "master", master.ref(),
                        "ha_enabled", pool.isHaArmed(),
                        "ha_configuration", Map.of(),
                        "other_config", Map.of()));
    }

    Map<String, Object> hosts() {
        Map<String, Object> records = new LinkedHashMap<>();
        for (SimHost host : pool.hosts()) {
            String agentStart = host.toolstack().startedAt().getEpochSecond() + ".";
            records.put(
                    host.ref(),
                    Map.of(
                            "uuid", host.uuid(),
                            "name_label", host.name(),
                            "hostname", host.name(),
                            "address", host.address(),
                            "enabled", database().isEnabled(host),
                            "metrics", metricsRef(host),
                            "software_version", Map.of("product_version", VERSION, "product_brand", "XCP-ng"),
                            "other_config", Map.of("agent_start_time", agentStart),
                            "resident_VMs", List.of(),
                            "current_operations", Map.of()));
        }
        return records;
    }

    Map<String, Object> hostMetrics() {
        Map<String, Object> records = new LinkedHashMap<>();
        for (SimHost host : pool.hosts()) {
            boolean live = host == master || database().isLive(host, now);
            records.put(
                    metricsRef(host),
                    Map.of(
                            "uuid",
                            Ids.uuid("metrics", host.place()),
                            "live",
                            live,
                            "memory_total",
                            "137438953472",
                            "last_updated",
                            NEVER));
        }
        return records;
    }

    Map<String, Object> storage() {
        Storage storage = pool.spec().storage();
        return Map.of(
                Ids.ref("sr", pool.name()),
                Map.of(
                        "uuid", Ids.uuid("sr", pool.name()),
                        "name_label", "disks",
                        "type", storage.srType(),
                        "shared", storage.isShared(),
                        "PBDs", List.copyOf(plugs().keySet())));
    }

    Map<String, Object> plugs() {
        Map<String, Object> records = new LinkedHashMap<>();
        for (SimHost host : pool.hosts()) {
            records.put(
                    Ids.ref("pbd", host.place()),
                    Map.of(
                            "uuid",
                            Ids.uuid("pbd", host.place()),
                            "host",
                            host.ref(),
                            "SR",
                            Ids.ref("sr", pool.name()),
                            "currently_attached",
                            true));
        }
        return records;
    }

    Map<String, Object> vms() {
        Map<String, Object> records = new LinkedHashMap<>();
        for (SimHost host : pool.hosts()) {
            int vms = pool.spec().vmsOn(host.name());
            int restarting = pool.spec().restartVms().getOrDefault(host.name(), 0);
            for (int i = 1; i <= vms; i++) {
                String name = host.name() + "-vm" + i;
                records.put(
                        Ids.ref("vm", pool.name(), name),
                        Map.of(
                                "uuid",
                                Ids.uuid("vm", pool.name(), name),
                                "name_label",
                                name,
                                "power_state",
                                "Running",
                                "resident_on",
                                host.ref(),
                                "is_control_domain",
                                false,
                                "ha_restart_priority",
                                i <= restarting ? "restart" : ""));
            }
        }
        return records;
    }

    /**
     * @param answer null while the task runs
     */
    static Map<String, Object> task(String ref, SimAnswer answer) {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("uuid", Ids.uuid("task", ref));
        record.put("status", answer == null ? "pending" : answer instanceof SimAnswer.Success ? "success" : "failure");
        record.put("result", answer instanceof SimAnswer.Success success ? result(success.value()) : "");
        record.put("error_info", answer instanceof SimAnswer.Failure failure ? failure.description() : List.of());
        return record;
    }

    /** A task's result is the value as XML-RPC text. */
    private static String result(Object value) {
        if (value instanceof List<?> list) {
            StringBuilder text = new StringBuilder("<value><array><data>");
            list.forEach(item -> text.append("<value>").append(item).append("</value>"));
            return text.append("</data></array></value>").toString();
        }
        return "<value>" + value + "</value>";
    }

    private PoolDatabase database() {
        return master.toolstack().database();
    }

    private static String metricsRef(SimHost host) {
        return Ids.ref("metrics", host.place());
    }
}
