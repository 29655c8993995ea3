package org.poolwarden.sim;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Records of the VMs of a pool, each with one disk on the pool's storage. */
final class GuestRecords {

    private static final long DISK = 42_949_672_960L;

    private final SimPool pool;
    private final String storageRef;

    GuestRecords(SimPool pool, String storageRef) {
        this.pool = pool;
        this.storageRef = storageRef;
    }

    /** A VM, and the host it runs on in the eyes of the database. */
    private record Guest(SimHost host, String name, boolean restarts) {}

    Map<String, Map<String, Object>> machines() {
        return byGuest("vm", this::vm);
    }

    /** References of the VMs that are resident on a host. */
    List<String> machinesOn(SimHost host) {
        return guests().filter(guest -> guest.host == host)
                .map(guest -> ref("vm", guest))
                .toList();
    }

    /** VDIs. */
    Map<String, Map<String, Object>> images() {
        return byGuest("vdi", this::image);
    }

    /** VBDs. */
    Map<String, Map<String, Object>> devices() {
        return byGuest("vbd", this::device);
    }

    private Map<String, Object> vm(Guest guest) {
        return DataModel.record(
                "VM",
                Map.of(
                        "uuid",
                        Ids.uuid("vm", pool.name(), guest.name),
                        "name_label",
                        guest.name,
                        "power_state",
                        "Running",
                        "resident_on",
                        guest.host.ref(),
                        "affinity",
                        Ids.NULL,
                        "VBDs",
                        List.of(ref("vbd", guest)),
                        "ha_restart_priority",
                        guest.restarts ? "restart" : ""));
    }

    private Map<String, Object> image(Guest guest) {
        return DataModel.record(
                "VDI",
                Map.of(
                        "uuid",
                        Ids.uuid("vdi", pool.name(), guest.name),
                        "name_label",
                        guest.name + " 0",
                        "SR",
                        storageRef,
                        "VBDs",
                        List.of(ref("vbd", guest)),
                        "virtual_size",
                        DISK,
                        "physical_utilisation",
                        DISK));
    }

    private Map<String, Object> device(Guest guest) {
        return DataModel.record(
                "VBD",
                Map.of(
                        "uuid",
                        Ids.uuid("vbd", pool.name(), guest.name),
                        "VM",
                        ref("vm", guest),
                        "VDI",
                        ref("vdi", guest),
                        "device",
                        "xvda",
                        "userdevice",
                        "0",
                        "bootable",
                        true,
                        "mode",
                        "RW",
                        "type",
                        "Disk",
                        "currently_attached",
                        true));
    }

    private interface OfGuest {
        Map<String, Object> record(Guest guest);
    }

    private Map<String, Map<String, Object>> byGuest(String kind, OfGuest maker) {
        Map<String, Map<String, Object>> records = new LinkedHashMap<>();
        guests().forEach(guest -> records.put(ref(kind, guest), maker.record(guest)));
        return records;
    }

    private Stream<Guest> guests() {
        return pool.hosts().stream().flatMap(host -> {
            int restarting = pool.spec().restartVms().getOrDefault(host.name(), 0);
            return Stream.iterate(1, i -> i + 1)
                    .limit(pool.spec().vmsOn(host.name()))
                    .map(i -> new Guest(host, host.name() + "-vm" + i, i <= restarting));
        });
    }

    private String ref(String kind, Guest guest) {
        return Ids.ref(kind, pool.name(), guest.name);
    }
}
