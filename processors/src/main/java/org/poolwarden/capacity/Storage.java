package org.poolwarden.capacity;

import java.util.Optional;

/**
 * What is known of the storage a report is about.
 *
 * @param facts of an SR that events told of
 * @param capacity empty for what is no SR, and for an SR of a type that serves no disks
 * @param sum of what is no SR; empty for an SR
 */
public record Storage(Optional<SrFacts> facts, Optional<StorageCapacity> capacity, Optional<CapacitySum> sum) {

    public static final Storage NONE = new Storage(Optional.empty(), Optional.empty(), Optional.empty());

    /** Of a host, a pool or the fleet. */
    public static Storage of(CapacitySum sum) {
        return new Storage(Optional.empty(), Optional.empty(), Optional.of(sum));
    }

    /**
     * Of an SR.
     *
     * @param said what somebody has said it is made of; else its type is a guess, and without a type there is another
     */
    public static Storage of(Optional<SrFacts> facts, Optional<StorageCapacity> said) {
        return new Storage(facts, said.or(() -> StorageCapacity.assumed(facts.map(SrFacts::type))), Optional.empty());
    }
}
