package org.poolwarden.xapi.transport;

import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import org.poolwarden.xapi.Connection;
import org.poolwarden.xapi.XapiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HTTPS requests that end by their deadline, whatever the server does, and whose trouble is told apart.
 *
 * <p>HTTP/1.1 without proxy, redirects or compression. A small fixed executor: with the default one a kept connection
 * fails now and then (docs/decisions/0006-java-net-http.md).
 */
public final class BoundedHttp implements AutoCloseable {

    /** New releases limit requests by it and by the address they come from: it is nobody else's. */
    public static final String USER_AGENT = "poolwarden/0.1";

    private static final Logger LOG = LoggerFactory.getLogger(BoundedHttp.class);
    private static final int MARGIN_MS = 50;
    private static final int LATE_WORD_MS = 2_000;
    private static final String RESTRICTED_HEADERS = "jdk.httpclient.allowRestrictedHeaders";

    /** Both are read once by the JDK's client, when it is loaded; docs/decisions/0006-java-net-http.md says why. */
    static {
        setUnlessSet(RESTRICTED_HEADERS, "connection");
        setUnlessSet("jdk.httpclient.disableRetryConnect", "true");
    }

    private final TlsTrust trust;
    private final ExecutorService executor = Executors.newFixedThreadPool(2, daemon("xapi-http"));
    private final ScheduledThreadPoolExecutor deadlines = new ScheduledThreadPoolExecutor(1, daemon("xapi-deadline"));
    private final HttpClient kept;

    public BoundedHttp(TlsTrust trust) {
        this.trust = trust;
        this.kept = client();
        this.deadlines.setRemoveOnCancelPolicy(true);
    }

    /**
     * Sends {@code request}.
     *
     * @param deadline to the last byte of the answer
     * @param cap longest body
     * @return the response, or an {@link XapiException}, by the deadline
     */
    public CompletionStage<HttpResponse<byte[]>> send(
            HttpRequest.Builder request, Duration deadline, Connection connection, int cap) {
        HttpClient client = connection == Connection.FRESH ? client() : kept;
        if (connection == Connection.FRESH) {
            closing(request);
        }
        // JDK 17 bounds connect and headers by this, and tells the two apart; the body is bounded below.
        HttpRequest timed = request.timeout(deadline).build();
        AtomicBoolean answering = new AtomicBoolean();
        CompletableFuture<HttpResponse<byte[]>> exchange = client.sendAsync(timed, info -> {
            answering.set(true);
            return new CappedBody(
                    cap, info.headers().firstValueAsLong("content-length").orElse(-1));
        });
        CompletableFuture<HttpResponse<byte[]>> answer = new CompletableFuture<>();
        ScheduledFuture<?> end = deadlines.schedule(
                () -> over(exchange, answer, answering.get()), deadline.toMillis() + MARGIN_MS, TimeUnit.MILLISECONDS);
        exchange.whenComplete((response, error) -> {
            end.cancel(false);
            if (error == null) {
                answer.complete(response);
            } else {
                answer.completeExceptionally(trouble(error));
            }
        });
        return answer;
    }

    /**
     * The deadline has passed. Before there are headers the JDK alone knows whether there was a connection: on a busy
     * machine its word comes late, and speaking first would make a silent host of one that is gone.
     */
    private void over(
            CompletableFuture<HttpResponse<byte[]>> exchange,
            CompletableFuture<HttpResponse<byte[]>> answer,
            boolean cut) {
        if (cut) {
            answer.completeExceptionally(new XapiException.AnswerTimedOut("the answer did not end in time"));
            exchange.cancel(true);
        } else if (!answer.isDone()) {
            deadlines.schedule(() -> over(exchange, answer, true), LATE_WORD_MS, TimeUnit.MILLISECONDS);
        }
    }

    private static void closing(HttpRequest.Builder request) {
        try {
            request.setHeader("Connection", "close");
        } catch (IllegalArgumentException e) {
            LOG.debug("-D{}=connection is not set: the host ends this connection when it is idle", RESTRICTED_HEADERS);
        }
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    private HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .sslContext(trust.context())
                .executor(executor)
                .build();
    }

    private static XapiException trouble(Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        String words = cause.getClass().getSimpleName() + ": " + cause.getMessage();
        if (cause instanceof XapiException xapi) {
            return xapi;
        }
        if (cause instanceof HttpConnectTimeoutException || cause.getCause() instanceof UnresolvedAddressException) {
            return new XapiException.ConnectTimedOut(words, cause);
        }
        if (cause instanceof HttpTimeoutException) {
            return new XapiException.AnswerTimedOut(words);
        }
        if (cause instanceof ConnectException) {
            boolean refused = String.valueOf(cause.getMessage()).contains("refused");
            return refused
                    ? new XapiException.ConnectionRefused(words, cause)
                    : new XapiException.ConnectTimedOut(words, cause);
        }
        if (cause instanceof SSLException) {
            return new XapiException.TlsFailed(words, cause);
        }
        return cause instanceof java.io.IOException
                ? new XapiException.ClosedByPeer(words, cause)
                : new XapiException.BadAnswer(words, cause);
    }

    private static ThreadFactory daemon(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    @Override
    public void close() {
        deadlines.shutdownNow();
        executor.shutdown();
    }
}
