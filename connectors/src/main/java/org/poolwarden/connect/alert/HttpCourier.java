package org.poolwarden.connect.alert;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.poolwarden.xapi.Connection;
import org.poolwarden.xapi.XapiException;
import org.poolwarden.xapi.transport.BoundedHttp;

/** Over HTTP/1.1: no redirect is followed, and the deadline covers the last byte of the answer. */
final class HttpCourier implements Courier {

    private static final int CAP = 1024 * 1024;
    private static final int QUOTED = 200;
    private static final int SUCCESS = 2;

    /** Bad request, too large, unsupported type, unprocessable: no repetition makes them better. */
    private static final Set<Integer> FOR_GOOD = Set.of(400, 413, 415, 422);

    private final BoundedHttp http;
    private final Duration deadline;
    private final Optional<String> authorization;
    private final Executor thread;

    /**
     * @param authorization value of the header of this name
     * @param thread on which answers come back
     */
    HttpCourier(BoundedHttp http, Duration deadline, Optional<String> authorization, Executor thread) {
        this.http = http;
        this.deadline = deadline;
        this.authorization = authorization;
        this.thread = thread;
    }

    @Override
    public CompletionStage<Answer> post(URI target, Map<String, String> headers, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(target)
                .header("User-Agent", BoundedHttp.USER_AGENT)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        authorization.ifPresent(value -> request.header("Authorization", value));
        headers.forEach(request::header);
        return http.send(request, deadline, Connection.KEPT, CAP)
                .handleAsync((response, error) -> error == null ? read(response) : trouble(error), thread);
    }

    private static Answer read(HttpResponse<byte[]> response) {
        int status = response.statusCode();
        if (status / 100 == SUCCESS) {
            return new Answer.Accepted();
        }
        return new Answer.Declined(
                Trouble.ofStatus(status),
                ("status " + status + " " + quoted(response.body())).strip(),
                FOR_GOOD.contains(status),
                response.headers().firstValue("Retry-After").flatMap(HttpCourier::seconds));
    }

    /** One line, without what would disturb a log. */
    private static String quoted(byte[] body) {
        String text = new String(body, 0, Math.min(body.length, QUOTED), StandardCharsets.UTF_8);
        return text.replaceAll("[\\p{Cntrl}\\s]+", " ");
    }

    /** The form with a date is left aside: it would compare two clocks. */
    private static Optional<Duration> seconds(String header) {
        return header.matches("\\d{1,9}") ? Optional.of(Duration.ofSeconds(Long.parseLong(header))) : Optional.empty();
    }

    private static Answer trouble(Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        Trouble trouble = cause instanceof XapiException known ? Trouble.of(known.kind()) : Trouble.NONSENSE;
        return new Answer.Declined(trouble, String.valueOf(cause.getMessage()), false, Optional.empty());
    }
}
