package org.poolwarden.connect.pool;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * The form of a connector's source offsets, for those that people write through Connect's REST API. A partition has one
 * field only: Connect keeps offsets by a partition's bytes, in which the order of two would count.
 *
 * @param of whose offsets they are
 * @param offset fields of an offset, and what each holds
 */
public record Offsets(Of of, Map<String, Holds> offset) {

    /** Whose offsets there are. */
    public enum Of {
        /** {@code {"pool": "closet"}} */
        POOL("pool", "[A-Za-z0-9._-]+", "a pool's name"),
        /** {@code {"host": "closet/alpha"}} */
        HOST("host", "[A-Za-z0-9._-]+/.+", "POOL/HOST");

        private final String field;
        private final String form;
        private final String words;

        Of(String field, String form, String words) {
            this.field = field;
            this.form = form;
            this.words = words;
        }

        private boolean isPartition(Map<String, ?> where) {
            return where != null
                    && where.keySet().equals(Set.of(field))
                    && where.get(field) instanceof String name
                    && name.matches(form);
        }

        private String poolOf(Map<String, ?> where) {
            return String.valueOf(where.get(field)).split("/", 2)[0];
        }
    }

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

    public static Map<String, String> partition(String pool) {
        return Map.of(Of.POOL.field, pool);
    }

    public static Map<String, String> partition(String pool, String host) {
        return Map.of(Of.HOST.field, pool + "/" + host);
    }

    /**
     * @param props of the connector
     * @param offsets as Connect hands them over; a null offset removes one
     * @return true: they can be used as they are
     * @throws ConnectException naming what is wrong and what was expected
     */
    public boolean check(Map<String, String> props, Map<Map<String, ?>, Map<String, ?>> offsets) {
        List<String> pools = PoolsConfig.names(props);
        offsets.forEach((where, what) -> {
            if (!of.isPartition(where)) {
                throw new ConnectException("partition " + where + ": expected one field " + of.field + ", " + of.words);
            }
            if (what != null) {
                checkOne(where, what, pools);
            }
        });
        return true;
    }

    private void checkOne(Map<String, ?> where, Map<String, ?> what, List<String> pools) {
        if (!pools.contains(of.poolOf(where))) {
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
}
