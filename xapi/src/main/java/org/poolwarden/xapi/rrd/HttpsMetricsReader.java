package org.poolwarden.xapi.rrd;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.poolwarden.xapi.Connection;
import org.poolwarden.xapi.XapiException;
import org.poolwarden.xapi.XapiException.ApiFailure;
import org.poolwarden.xapi.XapiException.BadAnswer;
import org.poolwarden.xapi.XapiSession;
import org.poolwarden.xapi.transport.BoundedHttp;

/** {@code GET /rrd_updates} over HTTPS as XML. The session travels in a cookie: URLs are written to logs. */
public final class HttpsMetricsReader implements MetricsReader {

    /** A hundred VMs with two disks for ten minutes are four megabytes. */
    private static final int CAP = 32 * 1024 * 1024;

    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;

    private final BoundedHttp http;

    public HttpsMetricsReader(BoundedHttp http) {
        this.http = http;
    }

    @Override
    public CompletionStage<RrdExport> read(XapiSession session, RrdQuery query, Duration deadline) {
        URI uri = URI.create("https://" + session.host().authority() + "/rrd_updates?" + query.toQuery());
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .header("Cookie", "session_id=" + session.ref())
                .header("Accept", "text/xml")
                .header("User-Agent", BoundedHttp.USER_AGENT)
                .GET();
        return http.send(request, deadline, Connection.KEPT, CAP).thenCompose(HttpsMetricsReader::parsed);
    }

    private static CompletionStage<RrdExport> parsed(HttpResponse<byte[]> response) {
        try {
            if (response.statusCode() == UNAUTHORIZED) {
                throw ApiFailure.of(List.of("SESSION_INVALID"));
            }
            if (response.statusCode() != OK
                    || response.headers().firstValue("content-encoding").isPresent()) {
                throw new BadAnswer("expected HTTP 200 from rrd_updates, got " + response.statusCode(), null);
            }
            return CompletableFuture.completedFuture(RrdParser.parse(response.body()));
        } catch (XapiException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
