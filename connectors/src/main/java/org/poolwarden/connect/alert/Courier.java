package org.poolwarden.connect.alert;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Posts to targets. */
interface Courier {

    /**
     * Posts once.
     *
     * @return never fails; comes back on the timer's thread, and not at all when the task stops meanwhile
     */
    CompletionStage<Answer> post(URI target, Map<String, String> headers, byte[] body);
}
