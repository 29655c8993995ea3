package org.poolwarden.connect.pool;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * The form of a connector's source offsets, for those that people write through Connect's REST API.
 *
 * @param partition fields of a partition; each is text
 * @param offset fields of an offset, and their types
 */
public record Offsets(Set<String> partition, Map<String, Class<?>> offset) {

    /**
     * @param offsets as Connect hands them over; a null offset removes one
     * @return true: they can be used as they are
     * @throws ConnectException naming what is wrong and what was expected
     */
    public boolean check(Map<Map<String, ?>, Map<String, ?>> offsets) {
        offsets.forEach((where, what) -> {
            if (!where.keySet().equals(partition) || !where.values().stream().allMatch(String.class::isInstance)) {
                throw new ConnectException("partition " + where + ": expected " + partition + ", each as text");
            }
            if (what != null && !isRight(what)) {
                throw new ConnectException("offset " + what + " of " + where + ": expected " + expected());
            }
        });
        return true;
    }

    private boolean isRight(Map<String, ?> found) {
        return found.keySet().equals(offset.keySet())
                && found.entrySet().stream()
                        .allMatch(entry -> offset.get(entry.getKey()).isInstance(entry.getValue()));
    }

    private String expected() {
        StringBuilder words = new StringBuilder();
        offset.forEach((name, type) -> words.append(words.isEmpty() ? "" : ", ")
                .append(name)
                .append(type == Number.class ? " as a number" : " as text"));
        return words.toString();
    }
}
