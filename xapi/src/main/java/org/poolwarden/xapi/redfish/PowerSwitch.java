package org.poolwarden.xapi.redfish;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Takes the power from a host, from outside of it. */
public interface PowerSwitch {

    /**
     * {@code ComputerSystem.Reset} with ForceOff: at once, without asking the host.
     *
     * @param deadline to the last byte of the answer
     * @return completes when the BMC has taken the order, which is not yet OFF: that must be read back. Fails with an
     *     {@link org.poolwarden.xapi.XapiException}: an ApiFailure when it has refused, a failed connection when it was
     *     not reached; after anything else whether it has taken the order is not known
     */
    CompletionStage<Void> forceOff(BmcEndpoint bmc, Duration deadline);
}
