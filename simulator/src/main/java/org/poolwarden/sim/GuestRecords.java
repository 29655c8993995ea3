package org.poolwarden.sim;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Records of the VMs of a pool, each with one disk on the pool's storage. */
final class GuestRecords {

    private static final long DISK = 42_949_672_960L;

    private final SimPool pool;
    private final PoolDatabase database;

    GuestRecords(SimPool pool, PoolDatabase database) {
        this.pool = pool;
        this.database = database;
    }

    Map<String, Map<String, Object>> machines() {
        return byGuest("vm", this::vm);
    }

    /** References of the VMs that are resident on a host. */
    List<String> machinesOn(SimHost host) {
        return guests().filter(guest -> isOn(host, guest))
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
        String on =
                database.residentOn(guest).flatMap(pool::host).map(SimHost::ref).orElse(Ids.NULL);
        // Release 8.2 has references here that lead nowhere, and do not look like references.
        String nobody = pool.spec().release() == Release.V8_2 ? "Ref:1" : Ids.NULL;
        return DataModel.record(
                "VM",
                Map.of(
                        "parent",
                        nobody,
                        "snapshot_of",
                        nobody,
                        "uuid",
                        uuid("vm", guest),
                        "name_label",
                        guest.name(),
                        "power_state",
                        on.equals(Ids.NULL) ? "Halted" : "Running",
                        "resident_on",
                        on,
                        "VBDs",
                        List.of(ref("vbd", guest)),
                        "ha_restart_priority",
                        guest.restarts() ? "restart" : "",
                        "order",
                        (long) guest.order(),
                        "other_config",
                        Map.copyOf(database.otherConfig(ref("vm", guest)))));
    }

    private Map<String, Object> image(Guest guest) {
        return DataModel.record(
                "VDI",
                Map.of(
                        "uuid",
                        uuid("vdi", guest),
                        "name_label",
                        guest.name() + " 0",
                        "SR",
                        pool.storageOf(guest),
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
                        uuid("vbd", guest),
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
                        database.residentOn(guest).isPresent()));
    }

    private interface OfGuest {
        Map<String, Object> record(Guest guest);
    }

    private Map<String, Map<String, Object>> byGuest(String kind, OfGuest maker) {
        Map<String, Map<String, Object>> records = new LinkedHashMap<>();
        guests().forEach(guest -> records.put(ref(kind, guest), maker.record(guest)));
        return records;
    }

    private boolean isOn(SimHost host, Guest guest) {
        return database.residentOn(guest).filter(host.name()::equals).isPresent();
    }

    /** VDIs of one storage. */
    List<String> imagesOn(String storageRef) {
        return guests().filter(guest -> pool.storageOf(guest).equals(storageRef))
                .map(guest -> ref("vdi", guest))
                .toList();
    }

    private Stream<Guest> guests() {
        return pool.guests().stream();
    }

    private String ref(String kind, Guest guest) {
        return guest.ref(pool, kind);
    }

    private String uuid(String kind, Guest guest) {
        return Ids.uuid(kind, pool.name(), guest.name());
    }
}
