package org.poolwarden.schema.wire;

import org.apache.avro.util.ClassSecurityValidator;

/**
 * Makes Avro 1.12.2 instantiate our generated records: it refuses classes that nobody vouched for. Whoever codes such
 * records calls {@link #install} in a static initialiser.
 */
public final class AvroTrust {

    private static final String OURS = "org.poolwarden.";

    static {
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(
                ClassSecurityValidator.getGlobal(), type -> type.getName().startsWith(OURS)));
    }

    private AvroTrust() {}

    /** Runs the static initialiser, once. */
    public static void install() {}
}
