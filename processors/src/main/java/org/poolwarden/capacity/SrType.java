package org.poolwarden.capacity;

import java.util.Locale;
import java.util.Optional;

/**
 * What is assumed of an SR of which nobody has said what it is made of, by the {@code type} of its XAPI record.
 *
 * <p>Assumptions, no measurements: a local SR is a mirror of two 10k disks, a shared one the eight 15k disks in RAID 10
 * of Citrix' example of 2010. A report that rests on them must say so. An ISO library has no capacity worth a figure.
 */
public enum SrType {
    EXT(true),
    LVM(true),
    NFS(false),
    SMB(false),
    LVMOISCSI(false),
    LVMOHBA(false),
    LVMOFCOE(false),
    GFS2(false),
    FILE(true),
    ZFS(true),
    LARGEBLOCK(true),
    CEPHFS(false),
    GLUSTERFS(false),
    MOOSEFS(false),
    LINSTOR(false);

    private final boolean local;

    SrType(boolean local) {
        this.local = local;
    }

    /** The type as XAPI writes it; empty for one without a default, {@code iso} among them. */
    public static Optional<SrType> named(String type) {
        for (SrType known : values()) {
            if (known.name().equals(type.toUpperCase(Locale.ROOT))) {
                return Optional.of(known);
            }
        }
        return Optional.empty();
    }

    String words() {
        return local ? "2 disks of 10k in RAID 1" : "8 disks of 15k in RAID 10";
    }

    public FunctionalIops assumed() {
        return local
                ? FunctionalIops.of(2, DiskKind.RPM_10K.iops(), RaidLevel.RAID_1)
                : FunctionalIops.of(8, DiskKind.RPM_15K.iops(), RaidLevel.RAID_10);
    }
}
