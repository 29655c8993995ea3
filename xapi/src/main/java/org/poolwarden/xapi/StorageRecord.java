package org.poolwarden.xapi;

/**
 * {@code SR.get_all_records}: one storage repository.
 *
 * @param type for example {@code lvmohba}, {@code nfs}
 * @param shared whether more than one host can use it
 */
public record StorageRecord(String uuid, String nameLabel, String type, boolean shared) {

    static StorageRecord of(Fields fields) {
        return new StorageRecord(
                fields.text("uuid"), fields.text("name_label"), fields.text("type"), fields.flag("shared"));
    }
}
