package org.poolwarden.xapi.rrd;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.poolwarden.xapi.XapiSession;

/** Reads the metrics of one host from that host. Over HTTPS, or in a rehearsal through a simulated world. */
public interface MetricsReader {

    /**
     * The host's metrics.
     *
     * @param session local to the host, or of its master
     * @param deadline to the last byte of the answer
     * @return fails with an {@link org.poolwarden.xapi.XapiException}: SessionInvalid where the session opens nothing
     */
    CompletionStage<RrdExport> read(XapiSession session, RrdQuery query, Duration deadline);
}
