package org.poolwarden.connect.recovery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.poolwarden.schema.OutcomeResult;
import org.poolwarden.xapi.GuestRecord;

/** What has become of each VM of one START_VMS. */
final class GuestTally {

    private static final String RUNNING = "Running";
    private static final String HALTED = "Halted";

    /** A VM as the master has it. */
    record Guest(String ref, GuestRecord record) {}

    private final List<String> vms;
    private final Optional<String> dead;
    private final Map<String, Guest> guests = new HashMap<>();
    private final List<String> started = new ArrayList<>();
    private final Map<String, String> left = new LinkedHashMap<>();
    private boolean anyTried;

    /**
     * @param vms uuids of those to start, in order
     * @param records of the pool's VMs, by reference
     * @param dead reference of the host that ran them; empty where the master lists it no more
     */
    GuestTally(List<String> vms, Map<String, GuestRecord> records, Optional<String> dead) {
        this.vms = List.copyOf(vms);
        this.dead = dead;
        records.forEach((ref, record) -> guests.put(record.uuid(), new Guest(ref, record)));
    }

    /** The next one that is Halted. Those before it that run count as started; any other state is for people. */
    Optional<Guest> next() {
        for (String vm : vms) {
            if (started.contains(vm) || left.containsKey(vm)) {
                continue;
            }
            Optional<Guest> guest = Optional.ofNullable(guests.get(vm));
            String state = guest.map(this::state).orElse("not known to the master");
            switch (state) {
                case HALTED -> {
                    return guest;
                }
                case RUNNING -> started.add(vm);
                default -> left.put(vm, "it is " + state);
            }
        }
        return Optional.empty();
    }

    /** One that is held for running on the dead host does not run: nobody has declared that one dead. */
    private String state(Guest guest) {
        String state = guest.record().powerState();
        boolean onDead = dead.filter(guest.record().residentOnRef()::equals).isPresent();
        return state.equals(RUNNING) && onDead ? "held for running on the dead host" : state;
    }

    /** Whether the master has been asked to start any. */
    boolean anyTried() {
        return anyTried;
    }

    void tried() {
        anyTried = true;
    }

    void runs(Guest guest) {
        started.add(guest.record().uuid());
    }

    void leave(Guest guest, String why) {
        left.put(guest.record().uuid(), why);
    }

    /** None of the others is tried. */
    void leaveRest(String why) {
        vms.stream().filter(vm -> !started.contains(vm)).forEach(vm -> left.putIfAbsent(vm, why));
    }

    /** Whether {@code records} show that the VM runs by now. */
    static boolean isRunning(Guest guest, Map<String, GuestRecord> records) {
        return Optional.ofNullable(records.get(guest.ref()))
                .filter(now -> now.powerState().equals(RUNNING))
                .isPresent();
    }

    /**
     * @param otherwise the result when some do not run
     */
    Ending ending(OutcomeResult otherwise) {
        String names = started.stream().map(this::name).collect(Collectors.joining(", "));
        if (left.isEmpty()) {
            return new Ending(OutcomeResult.ACCEPTED, started.size() + " VMs run: " + names, started);
        }
        return new Ending(
                otherwise, started.size() + " of " + vms.size() + " VMs run; not started: " + reasons(), started);
    }

    /** The VMs that would be started now. */
    Ending dryRun() {
        List<String> halted = new ArrayList<>();
        for (Optional<Guest> guest = next(); guest.isPresent(); guest = next()) {
            halted.add(guest.get().record().uuid());
            runs(guest.get());
        }
        String names = halted.stream().map(this::name).collect(Collectors.joining(", "));
        return Ending.dryRun("call VM.start for " + names + (left.isEmpty() ? "" : "; not for " + reasons()));
    }

    private String reasons() {
        return left.entrySet().stream()
                .map(entry -> name(entry.getKey()) + ": " + entry.getValue())
                .collect(Collectors.joining("; "));
    }

    private String name(String vm) {
        return Optional.ofNullable(guests.get(vm))
                .map(guest -> guest.record().nameLabel() + " (" + vm + ")")
                .orElse(vm);
    }
}
