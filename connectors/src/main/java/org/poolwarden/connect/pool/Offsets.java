package org.poolwarden.connect.pool;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * The form of a connector's source offsets, for those that people write through Connect's REST API.
 *
 * @param partition fields of a partition; each is text, and one of them is the pool
 * @param offset fields of an offset, and what each holds
 */
public record Offsets(Set<String> partition, Map<String, Holds> offset) {

    /** What a field of an offset holds. */
    public enum Holds {
        TEXT("text"),
        COUNT("a whole number from 0"),
        /** A time in milliseconds has three digits more, and would be waited for until the year 50000. */
        SECONDS("whole seconds since the epoch, not milliseconds");

        private static final long LATEST = 99_999_999_999L;
        private final String words;

        Holds(String words) {
            this.words = words;
        }

        private boolean takes(Object value) {
            boolean whole = value instanceof Long || value instanceof Integer;
            return switch (this) {
                case TEXT -> value instanceof String;
                case COUNT -> whole && ((Number) value).longValue() >= 0;
                case SECONDS -> whole && ((Number) value).longValue() >= 0 && ((Number) value).longValue() <= LATEST;
            };
        }
    }

    /** Field of every partition: the pool's configured name. */
    public static final String POOL = "pool";

    /**
     * @param props of the connector
     * @param offsets as Connect hands them over; a null offset removes one
     * @return true: they can be used as they are
     * @throws ConnectException naming what is wrong and what was expected
     */
    public boolean check(Map<String, String> props, Map<Map<String, ?>, Map<String, ?>> offsets) {
        List<String> pools = PoolsConfig.names(props);
        offsets.forEach((where, what) -> {
            if (where == null
                    || !where.keySet().equals(partition)
                    || !where.values().stream().allMatch(String.class::isInstance)) {
                throw new ConnectException("partition " + where + ": expected " + sorted(partition) + ", each as text");
            }
            if (what != null) {
                checkOne(where, what, pools);
            }
        });
        return true;
    }

    private void checkOne(Map<String, ?> where, Map<String, ?> what, List<String> pools) {
        if (!pools.contains(String.valueOf(where.get(POOL)))) {
            throw new ConnectException("partition " + where + ": expected one of the configured pools " + pools);
        }
        boolean right = what.keySet().equals(offset.keySet())
                && what.entrySet().stream()
                        .allMatch(entry -> offset.get(entry.getKey()).takes(entry.getValue()));
        if (!right) {
            throw new ConnectException("offset " + what + " of " + where + ": expected " + expected());
        }
    }

    private String expected() {
        return offset.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(field -> field.getKey() + " as " + field.getValue().words)
                .collect(Collectors.joining(", "));
    }

    private static List<String> sorted(Set<String> names) {
        return names.stream().sorted().toList();
    }
}
