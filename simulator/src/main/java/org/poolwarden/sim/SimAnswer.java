package org.poolwarden.sim;

import java.util.List;

/** What a host answers to one call. Silence is no answer: then nothing ever comes. */
public sealed interface SimAnswer {

    /**
     * The envelope's Value.
     *
     * @param value String, Boolean, Long, Integer (an int32), Double, Instant, List or Map of these
     */
    record Success(Object value) implements SimAnswer {}

    /**
     * The envelope's ErrorDescription.
     *
     * @param description the code, then its parameters
     */
    record Failure(List<String> description) implements SimAnswer {
        public Failure {
            description = List.copyOf(description);
        }
    }

    /**
     * A value without the envelope: {@code system.listMethods} over XML-RPC.
     *
     * @param value as in {@link Success}
     */
    record Bare(Object value) implements SimAnswer {}

    /** The connection was closed before an answer: the toolstack went away. */
    record Closed() implements SimAnswer {}

    static SimAnswer success(Object value) {
        return new Success(value);
    }

    static SimAnswer failure(String... description) {
        return new Failure(List.of(description));
    }
}
