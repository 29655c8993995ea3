package org.poolwarden.connect.alert;

import java.util.Optional;

/**
 * What an alert is about, the same from its first record to its last: {@code pool/KIND[/host or /sr]}.
 *
 * @param subject the host's name, or the storage's; empty when it is about the pool
 */
record AlertKey(String pool, String kind, Optional<String> subject) {

    /**
     * @throws IllegalArgumentException when {@code key} has no pool or no kind
     */
    static AlertKey parse(String key) {
        String[] parts = key.split("/", 3);
        if (parts.length < 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
            throw new IllegalArgumentException("expected a key pool/KIND[/host or /sr], was '" + key + "'");
        }
        return new AlertKey(
                parts[0], parts[1], parts.length < 3 || parts[2].isEmpty() ? Optional.empty() : Optional.of(parts[2]));
    }

    @Override
    public String toString() {
        return pool + "/" + kind + subject.map(name -> "/" + name).orElse("");
    }
}
