package org.poolwarden.xapi.rrd;

import java.util.Optional;

/**
 * One column of an export, {@code AVERAGE:vm:UUID:vbd_xvda_iops_read} in its legend.
 *
 * @param function AVERAGE, MIN, MAX or LAST
 * @param uuid of the owner
 * @param name of the data source, for example {@code vbd_xvda_iops_read}; may hold colons
 */
public record RrdColumn(String function, Owner owner, String uuid, String name) {

    /** Of what a column is. */
    public enum Owner {
        HOST,
        VM,
        SR
    }

    private static final int PARTS = 4;

    /** Empty for an entry of another form. */
    public static Optional<RrdColumn> parse(String entry) {
        String[] parts = entry.split(":", PARTS);
        if (parts.length < PARTS) {
            return Optional.empty();
        }
        return owner(parts[1]).map(owner -> new RrdColumn(parts[0], owner, parts[2], parts[3]));
    }

    private static Optional<Owner> owner(String word) {
        return switch (word) {
            case "host" -> Optional.of(Owner.HOST);
            case "vm" -> Optional.of(Owner.VM);
            case "sr" -> Optional.of(Owner.SR);
            default -> Optional.empty();
        };
    }
}
