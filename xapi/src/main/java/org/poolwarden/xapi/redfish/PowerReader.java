package org.poolwarden.xapi.redfish;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Reads the power of a host from outside of it. */
public interface PowerReader {

    /**
     * The power right now.
     *
     * @param deadline to the last byte of the answer
     * @return never fails: whatever goes wrong is {@link PowerState#UNKNOWN}
     */
    CompletionStage<PowerState> read(BmcEndpoint bmc, Duration deadline);
}
