package org.poolwarden.connect.pool;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import org.poolwarden.xapi.DiskRecord;
import org.poolwarden.xapi.GuestRecord;
import org.poolwarden.xapi.HostRecord;
import org.poolwarden.xapi.PlugRecord;
import org.poolwarden.xapi.StorageRecord;
import org.poolwarden.xapi.XapiClient;
import org.poolwarden.xapi.XapiSession;

/**
 * Which disk of which VM lies on which storage, by one master's records.
 *
 * @param hosts by reference, ordered: they are asked one by one, in every process in the same order
 * @param storages by reference
 * @param guests by reference
 * @param disks by reference
 * @param images reference of the storage by that of the VDI
 * @param plugs by reference
 */
public record DiskPlaces(
        Map<String, HostRecord> hosts,
        Map<String, StorageRecord> storages,
        Map<String, PlugRecord> plugs,
        Map<String, GuestRecord> guests,
        Map<String, DiskRecord> disks,
        Map<String, String> images) {

    public static final DiskPlaces UNKNOWN = new DiskPlaces(Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of());

    public DiskPlaces {
        hosts = Collections.unmodifiableMap(new TreeMap<>(hosts));
        storages = Map.copyOf(storages);
        plugs = Map.copyOf(plugs);
        guests = Map.copyOf(guests);
        disks = Map.copyOf(disks);
        images = Map.copyOf(images);
    }

    /**
     * Six calls, one after the other: a master answers on one connection in order.
     *
     * @return fails with what the first of them fails with
     */
    public static CompletionStage<DiskPlaces> read(XapiClient client, XapiSession session, Deadline deadline) {
        return client.hostRecords(session, deadline.left())
                .thenCompose(hosts -> client.storageRecords(session, deadline.left())
                        .thenCompose(storages -> client.plugRecords(session, deadline.left())
                                .thenCompose(plugs -> client.guestRecords(session, deadline.left())
                                        .thenCompose(guests -> client.diskRecords(session, deadline.left())
                                                .thenCompose(disks -> client.imageStorages(session, deadline.left())
                                                        .thenApply(images -> new DiskPlaces(
                                                                hosts, storages, plugs, guests, disks, images)))))));
    }

    /** The storage of a VM's disk; empty where nobody has told. */
    public Optional<String> storageOf(String guestUuid, String device) {
        return disksOf(guestUuid).stream()
                .filter(disk -> disk.device().equals(device))
                .flatMap(disk -> storage(disk).stream())
                .map(StorageRecord::uuid)
                .findFirst();
    }

    /** The storage whose uuid begins so and that the host has attached; empty where none or more than one is meant. */
    public Optional<String> storageByPrefix(String hostAddress, String prefix) {
        Set<String> meant = new HashSet<>();
        plugs.values().stream()
                .filter(plug -> plug.attached() && isAt(plug.hostRef(), hostAddress))
                .map(plug -> storages.get(plug.storageRef()))
                .filter(storage -> storage != null && storage.uuid().startsWith(prefix))
                .forEach(storage -> meant.add(storage.uuid()));
        return meant.size() == 1 ? meant.stream().findFirst() : Optional.empty();
    }

    private boolean isAt(String hostRef, String address) {
        return hosts.containsKey(hostRef) && hosts.get(hostRef).address().equals(address);
    }

    /** Guests whose every disk lies on shared storage, by reference; one without disks is among them. */
    public Set<String> guestsOnSharedStorage() {
        Map<String, Boolean> shared = new HashMap<>();
        guests.keySet().forEach(ref -> shared.put(ref, true));
        disks.values()
                .forEach(disk -> shared.computeIfPresent(
                        disk.guestRef(),
                        (ref, soFar) -> soFar
                                && storage(disk).map(StorageRecord::shared).orElse(false)));
        Set<String> refs = new HashSet<>();
        shared.forEach((ref, isShared) -> {
            if (isShared) {
                refs.add(ref);
            }
        });
        return refs;
    }

    /** Types of the storages that more than one host can use, ordered. */
    public List<String> sharedTypes() {
        return storages.values().stream()
                .filter(StorageRecord::shared)
                .map(StorageRecord::type)
                .distinct()
                .sorted()
                .toList();
    }

    /** The record of the host at an address; empty where it is not listed. */
    public Optional<HostRecord> hostAt(String address) {
        return hosts.values().stream()
                .filter(host -> host.address().equals(address))
                .findFirst();
    }

    private List<DiskRecord> disksOf(String guestUuid) {
        return disks.values().stream()
                .filter(disk -> Optional.ofNullable(guests.get(disk.guestRef()))
                        .filter(guest -> guest.uuid().equals(guestUuid))
                        .isPresent())
                .toList();
    }

    private Optional<StorageRecord> storage(DiskRecord disk) {
        return Optional.ofNullable(images.get(disk.imageRef()))
                .map(storages::get)
                .filter(Objects::nonNull);
    }
}
