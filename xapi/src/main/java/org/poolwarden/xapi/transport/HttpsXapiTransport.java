package org.poolwarden.xapi.transport;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.poolwarden.xapi.XapiCall;
import org.poolwarden.xapi.XapiException;
import org.poolwarden.xapi.XapiException.BadAnswer;
import org.poolwarden.xapi.XapiTransport;

/** XML-RPC over HTTPS, {@code POST /} on each host. */
public final class HttpsXapiTransport implements XapiTransport {

    private static final int OK = 200;

    private final XmlRpcCodec codec = new XmlRpcCodec();
    private final BoundedHttp http;

    /**
     * @param http is closed with this transport
     */
    public HttpsXapiTransport(BoundedHttp http) {
        this.http = http;
    }

    @Override
    public CompletionStage<Object> call(XapiCall call) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("https://" + call.to().authority() + "/"))
                .header("Content-Type", "text/xml")
                .header("Accept", "text/xml")
                .header("User-Agent", BoundedHttp.USER_AGENT)
                .POST(HttpRequest.BodyPublishers.ofByteArray(codec.request(call.method(), call.params())));
        CompletableFuture<HttpResponse<byte[]>> sent = http.send(
                        request, call.deadline(), call.connection(), call.maxAnswerBytes())
                .toCompletableFuture();
        CompletableFuture<Object> value = sent.thenCompose(response -> value(call, response));
        value.whenComplete((told, error) -> sent.cancel(true));
        return value;
    }

    private CompletionStage<Object> value(XapiCall call, HttpResponse<byte[]> response) {
        try {
            String type = response.headers().firstValue("content-type").orElse("none");
            boolean encoded = response.headers().firstValue("content-encoding").isPresent();
            if (response.statusCode() != OK || encoded || !type.startsWith("text/xml")) {
                throw new BadAnswer(
                        call + ": expected HTTP 200 with text/xml, got " + response.statusCode() + " with " + type,
                        null);
            }
            return CompletableFuture.completedFuture(codec.value(response.body()));
        } catch (XapiException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
