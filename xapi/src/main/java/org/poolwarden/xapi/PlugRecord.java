package org.poolwarden.xapi;

/**
 * {@code PBD.get_all_records}: the connection of one host to one storage.
 *
 * @param attached {@code currently_attached}
 */
public record PlugRecord(String hostRef, String storageRef, boolean attached) {

    static PlugRecord of(Fields fields) {
        return new PlugRecord(fields.text("host"), fields.text("SR"), fields.flag("currently_attached"));
    }
}
