package org.poolwarden.xapi;

/**
 * {@code VBD.get_all_records}: one disk of a VM; CD drives are left out.
 *
 * @param imageRef reference of the VDI; {@code OpaqueRef:NULL} where there is none
 * @param device name inside of the VM, for example {@code xvda}; empty while it never ran
 */
public record DiskRecord(String guestRef, String imageRef, String device) {

    static DiskRecord of(Fields fields) {
        return new DiskRecord(fields.text("VM"), fields.text("VDI"), fields.text("device"));
    }

    static boolean isDisk(Fields fields) {
        return fields.text("type").equals("Disk");
    }
}
