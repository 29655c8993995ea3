package org.poolwarden.sim;

import java.util.Optional;

/**
 * What a request for metrics brings to be let in: a session, or a name and a password.
 *
 * @param session of the host itself, or of its master
 * @param basic whether the right name and password came; empty where none did
 */
public record Access(Optional<String> session, Optional<Boolean> basic) {

    public static final Access NOTHING = new Access(Optional.empty(), Optional.empty());

    public static Access of(String session) {
        return new Access(Optional.of(session), Optional.empty());
    }

    public static Access ofBasic(String user, String password) {
        return new Access(
                Optional.empty(), Optional.of(SimWorld.USER.equals(user) && SimWorld.PASSWORD.equals(password)));
    }

    /** Whether there is nothing that could be looked at. */
    boolean isNothing() {
        return session.isEmpty() && basic.isEmpty();
    }
}
