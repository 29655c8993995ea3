package org.poolwarden.capacity;

/** What one sample tells of the fault of {@link FiveFold}. */
public enum FiveFoldSign {
    /** Nothing. */
    NONE,
    /** Its release has the fault. */
    RELEASE,
    /** No release is known, and its figures look like the fault. */
    SUSPECT,
    /** No release is known, and its figures look well. */
    CLEAR
}
