package org.poolwarden.xapi;

/**
 * {@code pool.get_all_records}: the one pool of a database.
 *
 * @param masterRef reference of the host that this database calls master
 */
public record PoolRecord(String uuid, String nameLabel, String masterRef, boolean haEnabled) {

    static PoolRecord of(Fields fields) {
        return new PoolRecord(
                fields.text("uuid"), fields.text("name_label"), fields.text("master"), fields.flag("ha_enabled"));
    }
}
