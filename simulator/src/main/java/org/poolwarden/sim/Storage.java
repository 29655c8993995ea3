package org.poolwarden.sim;

/** Where a pool keeps its disks. */
public enum Storage {
    HBA("lvmohba", true),
    ISCSI("lvmoiscsi", true),
    NFS("nfs", true),
    LOCAL("lvm", false);

    private final String srType;
    private final boolean shared;

    Storage(String srType, boolean shared) {
        this.srType = srType;
        this.shared = shared;
    }

    /** {@code SR.type} */
    String srType() {
        return srType;
    }

    boolean isShared() {
        return shared;
    }
}
