package org.poolwarden.capacity;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.OptionalInt;

/** How many VMs of a pool have started lately. */
public final class VmStarts {

    /** A boot is over after this, however slow the storage. */
    static final Duration LATELY = Duration.ofMinutes(10);

    private VmStarts() {}

    /**
     * Starts in the ten minutes before {@code end}; empty unless VMs have been told of for as long, so that a count of
     * none is no guess.
     */
    public static OptionalInt before(Instant end, Collection<VmPower> vms) {
        Instant from = end.minus(LATELY);
        if (vms.stream().allMatch(vm -> vm.knownSince().isAfter(from))) {
            return OptionalInt.empty();
        }
        return OptionalInt.of((int) vms.stream()
                .flatMap(vm -> vm.startedAt().stream())
                .filter(at -> at.isAfter(from) && !at.isAfter(end))
                .count());
    }
}
