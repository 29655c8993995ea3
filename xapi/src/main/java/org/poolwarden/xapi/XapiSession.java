package org.poolwarden.xapi;

/**
 * A session on one host.
 *
 * @param ref OpaqueRef; a secret
 */
public record XapiSession(HostEndpoint host, String ref, Scope scope) {

    /** Where a session is known. */
    public enum Scope {
        /** In the master's database; ends with the master's toolstack. */
        POOL,
        /** In the memory of one toolstack, which answers emergency calls on it in every state. */
        LOCAL
    }

    /** A session that no host knows: with it a master answers SESSION_INVALID at once, and so shows that it lives. */
    public static XapiSession ofNobody(HostEndpoint host) {
        return new XapiSession(host, "OpaqueRef:NULL", Scope.POOL);
    }

    /** Without the reference. */
    @Override
    public String toString() {
        return "XapiSession[host=" + host.name() + ", scope=" + scope + "]";
    }
}
