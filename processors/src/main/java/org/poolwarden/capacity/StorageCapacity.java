package org.poolwarden.capacity;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.poolwarden.schema.ProfileSource;
import org.poolwarden.schema.StorageProfile;

/**
 * What an SR can do, and who says so.
 *
 * @param words for a person, for example {@code 8 x 150 IOPS, write penalty 2}
 */
public record StorageCapacity(FunctionalIops disks, ProfileSource source, String words) {

    /** Citrix' example of 2010; nobody has said what the SR is made of, so a report that rests on it says so. */
    public static final StorageCapacity ASSUMED = new StorageCapacity(
            SrType.LVMOISCSI.assumed(), ProfileSource.DEFAULT, "assumed: 8 disks of 15k in RAID 10; nobody has said");

    /** A guess by SR type, that says so; empty for a type that serves no disks, {@code iso} for one. */
    static Optional<StorageCapacity> assumed(Optional<String> type) {
        if (type.isEmpty() || type.get().isEmpty()) {
            return Optional.of(ASSUMED);
        }
        return SrType.named(type.get())
                .map(known -> new StorageCapacity(
                        known.assumed(),
                        ProfileSource.DEFAULT,
                        "assumed by its type " + type.get() + ": " + known.words() + "; nobody has said"));
    }

    /** From a profile that {@link #objections} has nothing against. */
    public static StorageCapacity of(StorageProfile profile, ProfileSource source) {
        if (profile.getFlatIops().isPresent()) {
            double flat = profile.getFlatIops().get();
            return new StorageCapacity(FunctionalIops.flat(flat), source, "flat " + flat + " IOPS");
        }
        int disks = profile.getDisks().orElseThrow();
        double each = perDisk(profile).orElseThrow();
        double penalty = penalty(profile).orElseThrow();
        return new StorageCapacity(
                new FunctionalIops(disks * each, penalty),
                source,
                disks + " x " + each + " IOPS, write penalty " + penalty
                        + (profile.getWriteBackCache().orElse(false) ? " at most: a cache stands before it" : ""));
    }

    /** What is wrong with a profile, all at once; empty when it can be used. */
    public static List<String> objections(StorageProfile profile) {
        List<String> wrong = new ArrayList<>();
        profile.getFlatIops().ifPresent(flat -> positive("flatIops", flat, wrong));
        if (profile.getFlatIops().isPresent()) {
            return wrong;
        }
        if (profile.getDisks().filter(disks -> disks > 0).isEmpty()) {
            wrong.add("disks: must be at least 1 where there is no flatIops");
        }
        profile.getIopsPerDisk().ifPresent(each -> positive("iopsPerDisk", each, wrong));
        if (perDisk(profile).isEmpty()) {
            wrong.add("disk: give a kind, or iopsPerDisk");
        }
        if (penalty(profile).isEmpty()) {
            wrong.add("raid: give a level, or writePenalty");
        }
        profile.getWritePenalty()
                .filter(penalty -> !(penalty >= 1) || penalty.isInfinite())
                .ifPresent(penalty -> wrong.add("writePenalty: must be at least 1, was " + penalty));
        return wrong;
    }

    private static void positive(String field, double value, List<String> wrong) {
        if (!(value > 0) || Double.isInfinite(value)) {
            wrong.add(field + ": must be above 0, was " + value);
        }
    }

    private static Optional<Double> perDisk(StorageProfile profile) {
        return profile.getIopsPerDisk().or(() -> profile.getDisk()
                .map(kind -> DiskKind.valueOf(kind.name()).iops()));
    }

    private static Optional<Double> penalty(StorageProfile profile) {
        return profile.getWritePenalty().or(() -> profile.getRaid()
                .map(level -> RaidLevel.valueOf(level.name()).writePenalty()));
    }

    /** A guess raises no alarm. */
    Optional<FunctionalIops> forAlarms() {
        return source == ProfileSource.DEFAULT ? Optional.empty() : Optional.of(disks);
    }
}
