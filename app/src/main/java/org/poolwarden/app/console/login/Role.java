package org.poolwarden.app.console.login;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What somebody may do. */
public enum Role {
    /** Look. */
    VIEWER,
    /** Look, and speak: approve, reject, acknowledge, pause, open maintenance windows. */
    OPERATOR;

    /** As it is written. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Role> called(String word) {
        return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
    }
}
