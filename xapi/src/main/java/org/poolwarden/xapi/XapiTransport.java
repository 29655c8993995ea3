package org.poolwarden.xapi;

import java.util.concurrent.CompletionStage;

/** How calls travel. Over HTTPS, or in a rehearsal through a simulated world. */
public interface XapiTransport extends AutoCloseable {

    /**
     * Sends {@code call} without waiting.
     *
     * @return completes with the envelope's Value (String, Boolean, Double, Integer, Long, Instant, List or Map), or
     *     exceptionally with an {@link XapiException}, at the call's deadline at the latest. Cancelling it ends the call
     */
    CompletionStage<Object> call(XapiCall call);

    @Override
    void close();
}
