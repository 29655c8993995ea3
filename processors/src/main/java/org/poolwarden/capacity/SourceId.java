package org.poolwarden.capacity;

import org.poolwarden.schema.DiskResource;
import org.poolwarden.schema.DiskSample;

/**
 * Of what a host tells: one disk of a VM, one SR, or one cache.
 *
 * @param sr SR.uuid; its first eight characters where the master has not told which one it is; empty where even they are
 *     unknown
 * @param vm empty unless it is a disk
 * @param device empty unless it is a disk
 */
public record SourceId(String host, DiskResource resource, String sr, String vm, String device) {

    public static SourceId of(DiskSample sample) {
        return new SourceId(
                sample.getHost(),
                sample.getResource(),
                sample.getSr().or(sample::getSrPrefix).orElse(""),
                sample.getVm().orElse(""),
                sample.getDevice().orElse(""));
    }
}
