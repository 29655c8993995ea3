package org.poolwarden.capacity;

/**
 * Kinds of disks with the random IOPS one of them is planned with; a default that a measured figure replaces.
 *
 * <p>5.4k, 10k and 15k are Feller's ("Improper storage design for virtual desktops is a killer", Citrix 2010); 7.2k is
 * the low end of common tables. The flash figures are recalled low ends of data sheets at deep queues: sustained mixed
 * writes do far less.
 */
public enum DiskKind {
    RPM_5400(50),
    RPM_7200(75),
    RPM_10K(110),
    RPM_15K(150),
    SATA_SSD(5_000),
    NVME(100_000);

    private final double iops;

    DiskKind(double iops) {
        this.iops = iops;
    }

    /** Random IOPS of one disk. */
    public double iops() {
        return iops;
    }
}
