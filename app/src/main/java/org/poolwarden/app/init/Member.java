package org.poolwarden.app.init;

import org.poolwarden.xapi.HostEndpoint;

/**
 * One host of the pool.
 *
 * @param endpoint where it is reached
 * @param claimed its management address, by which the others name it
 */
record Member(HostEndpoint endpoint, String claimed, boolean isMaster, String version) {

    String name() {
        return endpoint.name();
    }

    /** As {@code pools.NAME.hosts} has it. */
    String configured() {
        String address = endpoint.address().contains(":") ? "[" + endpoint.address() + "]" : endpoint.address();
        return name() + "=" + address + (endpoint.port() == 443 ? "" : ":" + endpoint.port())
                + (claimed.equals(endpoint.address()) ? "" : "@" + claimed);
    }
}
