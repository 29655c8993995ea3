package org.poolwarden.failover;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.poolwarden.schema.Guest;
import org.poolwarden.schema.Member;
import org.poolwarden.schema.PoolSnapshot;

/** The pool as its masters' records describe it from now on: every master of a story tells the same. */
final class Database {

    static final String POOL_UUID = "11111111-0000-4000-8000-000000000001";

    private final Map<String, Member.Builder> members = new LinkedHashMap<>();
    private final Map<String, Guest> guests = new LinkedHashMap<>();
    private boolean haEnabled;
    private List<String> sharedStorage = List.of("lvmohba");

    Database(List<String> hosts) {
        hosts.forEach(this::join);
    }

    static String address(String host) {
        return "10.0.0." + (host.charAt(0) - 'a' + 1);
    }

    static String uuid(String host) {
        return "uuid-" + address(host);
    }

    Database join(String host) {
        members.put(
                host,
                Member.newBuilder()
                        .setUuid(uuid(host))
                        .setName(host)
                        .setAddress(address(host))
                        .setEnabled(true)
                        .setLive(true)
                        .setVersion("8.2.1")
                        .setAgentStartTime("1630403754."));
        return this;
    }

    Database eject(String host) {
        members.remove(host);
        return this;
    }

    Database change(String host, UnaryOperator<Member.Builder> change) {
        change.apply(members.get(host));
        return this;
    }

    Database ha(boolean enabled) {
        haEnabled = enabled;
        return this;
    }

    Database storage(String... types) {
        sharedStorage = List.of(types);
        return this;
    }

    /** A VM that runs on {@code host}, restarts with priority and has all its disks on shared storage. */
    Database runs(String vm, String host) {
        return runs(vm, host, guest -> guest);
    }

    Database runs(String vm, String host, UnaryOperator<Guest.Builder> but) {
        Guest.Builder guest = Guest.newBuilder()
                .setUuid(vm)
                .setName(vm)
                .setPowerState("Running")
                .setResidentOn(uuid(host))
                .setRestartPriority("restart")
                .setOrder(0)
                .setSharedDisks(true);
        guests.put(vm, but.apply(guest).build());
        return this;
    }

    /** {@code host.declare_dead} was called: its VMs are Halted. */
    Database declareDead(String host) {
        guests.replaceAll((name, guest) ->
                guest.getResidentOn().filter(uuid(host)::equals).isPresent()
                        ? Guest.newBuilder(guest)
                                .setPowerState("Halted")
                                .setResidentOn(null)
                                .build()
                        : guest);
        return this;
    }

    PoolSnapshot toldBy(String masterAddress) {
        return PoolSnapshot.newBuilder()
                .setPoolUuid(POOL_UUID)
                .setPoolLabel("")
                .setMasterUuid("uuid-" + masterAddress)
                .setHaEnabled(haEnabled)
                .setHosts(members.values().stream()
                        .map(member -> Member.newBuilder(member).build())
                        .toList())
                .setSharedStorage(new ArrayList<>(sharedStorage))
                .setVms(guests.values().stream()
                        .sorted(Comparator.comparing(Guest::getUuid))
                        .toList())
                .build();
    }
}
