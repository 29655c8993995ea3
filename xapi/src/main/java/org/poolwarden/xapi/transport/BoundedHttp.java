package org.poolwarden.xapi.transport;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.poolwarden.xapi.Connection;
import org.poolwarden.xapi.XapiException;
import org.poolwarden.xapi.transport.TcpDoors.Door;
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
    private static final int HTTPS = 443;

    /** JDK 17 never closes a connection on which something else than HTTP came: there shall be few of them. */
    private static final Duration SHUNNED = Duration.ofMinutes(5);

    private static final Duration LATE_WORD = Duration.ofSeconds(2);

    private static final String RESTRICTED_HEADERS = "jdk.httpclient.allowRestrictedHeaders";

    /** Both are read once by the JDK's client, when it is loaded; docs/decisions/0006-java-net-http.md says why. */
    static {
        setUnlessSet(RESTRICTED_HEADERS, "connection");
        setUnlessSet("jdk.httpclient.disableRetryConnect", "true");
    }

    private final TlsTrust trust;
    private final TcpDoors doors;
    private final ExecutorService executor = Executors.newFixedThreadPool(2, daemon("xapi-http"));
    private final ScheduledThreadPoolExecutor deadlines = new ScheduledThreadPoolExecutor(1, daemon("xapi-deadline"));
    private final HttpClient kept;
    private final FreshClients fresh;
    private final Set<Exchange> open = ConcurrentHashMap.newKeySet();
    private final Map<String, Long> nonsense = new ConcurrentHashMap<>();
    private volatile boolean closed;

    public BoundedHttp(TlsTrust trust) {
        this(trust, new TcpDoors());
    }

    BoundedHttp(TlsTrust trust, TcpDoors doors) {
        this.trust = trust;
        this.doors = doors;
        this.kept = client();
        this.fresh = new FreshClients(this::client);
        this.deadlines.setRemoveOnCancelPolicy(true);
    }

    /** For questions that are not HTTP's: is anybody there at all? */
    public TcpDoors doors() {
        return doors;
    }

    /**
     * Sends {@code request}.
     *
     * @param deadline to the last byte of the answer
     * @param cap longest body
     * @return the response, or an {@link XapiException}, by the deadline. Cancelling it closes the connection
     */
    public CompletionStage<HttpResponse<byte[]>> send(
            HttpRequest.Builder request, Duration deadline, Connection connection, int cap) {
        if (connection == Connection.FRESH) {
            closing(request);
        }
        Exchange exchange = new Exchange(request.build().uri());
        HttpClient client = connection == Connection.FRESH ? fresh.to(exchange.uri.getAuthority()) : kept;
        open.add(exchange);
        if (closed) {
            exchange.answer.cancel(true);
            return exchange.answer;
        }
        exchange.endBy(deadline);
        if (exchange.isShunned()) {
            exchange.knockOnly();
            return exchange.answer;
        }
        long began = System.nanoTime();
        doors.names().of(exchange.uri.getHost()).whenComplete((address, unknown) -> {
            if (unknown != null) {
                exchange.fail(unknown);
            } else {
                Duration left = deadline.minusNanos(System.nanoTime() - began);
                exchange.begin(client, request, left, cap);
            }
        });
        return exchange.answer;
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
                .sslParameters(trust.parameters())
                .executor(executor)
                .build();
    }

    private static ThreadFactory daemon(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Ends what is open: a call that was to stay so for an hour shall not outlive whoever made it. */
    @Override
    public void close() {
        closed = true;
        open.forEach(exchange -> exchange.answer.cancel(true));
        deadlines.shutdownNow();
        executor.shutdown();
        doors.close();
    }

    /** One request under way. However its answer comes about, nothing of it is left. */
    private final class Exchange {
        private final URI uri;
        private final CompletableFuture<HttpResponse<byte[]>> answer = new CompletableFuture<>();
        private volatile CompletableFuture<Door> door = CompletableFuture.completedFuture(Door.NOWHERE);
        private volatile boolean begun;
        private volatile boolean answering;
        private boolean late;

        private Exchange(URI uri) {
            this.uri = uri;
            answer.whenComplete((response, error) -> open.remove(this));
        }

        /** Halfway to it, a server that has not answered is asked on TCP whether it is there. */
        private void endBy(Duration deadline) {
            var half = deadlines.schedule(this::knock, deadline.dividedBy(2).toMillis(), TimeUnit.MILLISECONDS);
            var end = deadlines.schedule(this::isOver, deadline.plusMillis(50).toMillis(), TimeUnit.MILLISECONDS);
            answer.whenComplete((response, error) -> {
                half.cancel(false);
                end.cancel(false);
            });
        }

        private void knock() {
            CompletableFuture<Door> knocked = doors.knock(uri.getHost(), uri.getPort() < 0 ? HTTPS : uri.getPort());
            door = knocked;
            answer.whenComplete((response, error) -> knocked.complete(Door.NOWHERE));
        }

        /**
         * Before there are headers the JDK alone knows whether there was a connection. On a busy machine its word comes
         * late, and speaking first would make a silent host of one that is gone.
         */
        private void isOver() {
            if (begun && !answering && !late) {
                late = true;
                deadlines.schedule(this::isOver, LATE_WORD.toMillis(), TimeUnit.MILLISECONDS);
                return;
            }
            answer.completeExceptionally(
                    begun
                            ? new XapiException.AnswerTimedOut("the answer did not end in time")
                            : new XapiException.ConnectTimedOut("no address of " + uri.getHost() + " in time", null));
        }

        private void begin(HttpClient client, HttpRequest.Builder request, Duration left, int cap) {
            if (answer.isDone() || left.isNegative() || left.isZero()) {
                return;
            }
            begun = true;
            // JDK 17 bounds connect and headers by this, and tells the two apart; the body is bounded by our own end.
            HttpRequest timed = request.timeout(left).build();
            CompletableFuture<HttpResponse<byte[]>> sent = client.sendAsync(timed, info -> {
                answering = true;
                return new CappedBody(cap, info.headers().firstValueAsLong("content-length"));
            });
            answer.whenComplete((response, error) -> sent.cancel(true));
            sent.whenComplete((response, error) -> {
                if (error == null) {
                    answer.complete(response);
                } else {
                    fail(error);
                }
            });
        }

        private void fail(Throwable error) {
            XapiException trouble = HttpTrouble.of(error, door.getNow(Door.NOWHERE) == Door.OPEN);
            if (HttpTrouble.isNoHttp(trouble)) {
                nonsense.put(uri.getAuthority(), System.nanoTime());
            }
            answer.completeExceptionally(trouble);
        }

        private boolean isShunned() {
            Long since = nonsense.get(uri.getAuthority());
            return since != null && System.nanoTime() - since < SHUNNED.toNanos();
        }

        private void knockOnly() {
            knock();
            door.thenAccept(found -> answer.completeExceptionally(
                    switch (found) {
                        case OPEN -> new XapiException.BadAnswer("no HTTP was spoken here a while ago", null);
                        case SHUT -> new XapiException.ConnectionRefused("TCP is refused", null);
                        case NOWHERE -> new XapiException.ConnectTimedOut("no TCP", null);
                    }));
        }
    }
}
