package org.poolwarden.connect.alert;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * How letters go out: through a gate, and counted.
 *
 * @param backlog what has not yet been accepted
 */
record Post(Courier courier, Gate gate, Backlog backlog, SinkMeters meters) {

    /** One request's own headers and its body. */
    record Letter(Map<String, String> headers, byte[] body) {}

    /**
     * Sends when the pool's turn comes.
     *
     * @param letter written at that moment
     */
    CompletionStage<Answer> send(String pool, URI target, Supplier<Letter> letter) {
        return gate.pass(pool, () -> {
                    Letter written = letter.get();
                    return courier.post(target, written.headers(), written.body());
                })
                .thenApply(answer -> {
                    meters.count(answer);
                    return answer;
                });
    }
}
