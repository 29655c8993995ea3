package org.poolwarden.app.rehearse;

/** A host of a scenario: names are unique in their pool only. */
record HostName(String pool, String host) implements Comparable<HostName> {
    @Override
    public int compareTo(HostName other) {
        int byPool = pool.compareTo(other.pool);
        return byPool == 0 ? host.compareTo(other.host) : byPool;
    }

    @Override
    public String toString() {
        return pool + "/" + host;
    }
}
