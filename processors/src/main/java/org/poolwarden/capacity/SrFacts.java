package org.poolwarden.capacity;

import java.util.Optional;
import java.util.OptionalDouble;
import org.poolwarden.schema.XapiEvent;

/**
 * What a pool's database says of one of its SRs.
 *
 * @param ref its opaque reference, the only name that its deletion is told by
 * @param type as XAPI writes it, for example {@code lvmoiscsi}; empty where it was not told
 * @param size bytes; empty for an SR that has none, or where it was not told
 * @param used bytes of them, as of the SR's last scan
 */
public record SrFacts(
        String ref, String uuid, String name, String type, boolean shared, Optional<Long> size, Optional<Long> used) {

    /** Of an event about an SR that still is; empty for one that tells no uuid. */
    public static Optional<SrFacts> of(XapiEvent event) {
        return event.getUuid()
                .map(uuid -> new SrFacts(
                        event.getRef().orElse(""),
                        uuid,
                        event.getName().orElse(""),
                        event.getSrType().orElse(""),
                        event.getSrShared().orElse(false),
                        event.getSrPhysicalSize(),
                        event.getSrPhysicalUtilisation()));
    }

    /** Used of its size, 0 to 1; empty unless both are known. */
    public OptionalDouble usedShare() {
        if (size.isEmpty() || used.isEmpty() || size.get() <= 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(Math.min(1, (double) used.get() / size.get()));
    }

    /** IntelliCache lies on a local SR of type ext and on no other. */
    public boolean mayHoldCache() {
        return !shared && type.equals("ext");
    }

    /** Name and uuid, as a person looks for it. */
    String words() {
        return name.isEmpty() ? uuid : name + " (" + uuid + ")";
    }
}
