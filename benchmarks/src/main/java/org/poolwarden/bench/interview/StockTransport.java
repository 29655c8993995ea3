package org.poolwarden.bench.interview;

import java.net.MalformedURLException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.apache.xmlrpc.XmlRpcException;
import org.apache.xmlrpc.client.XmlRpcClient;
import org.apache.xmlrpc.client.XmlRpcClientConfigImpl;
import org.apache.xmlrpc.client.XmlRpcSun15HttpTransportFactory;
import org.poolwarden.xapi.XapiCall;
import org.poolwarden.xapi.XapiException;
import org.poolwarden.xapi.XapiException.ApiFailure;
import org.poolwarden.xapi.XapiTransport;

/**
 * Apache XML-RPC as it comes: its default transport over HttpURLConnection, a thread for each call under way.
 *
 * <p>It keeps connections by itself, so that {@link XapiCall#connection} means nothing here. It trusts any certificate,
 * which costs it less than a pin would. A call that has no thread by its deadline is not made.
 */
final class StockTransport implements XapiTransport {

    private final ExecutorService threads;
    private final XmlRpcClient client = new XmlRpcClient();

    StockTransport(int threads) {
        this.threads = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "stock");
            thread.setDaemon(true);
            return thread;
        });
        XmlRpcSun15HttpTransportFactory factory = new XmlRpcSun15HttpTransportFactory(client);
        factory.setSSLSocketFactory(anybody().getSocketFactory());
        client.setTransportFactory(factory);
        // The library has no other way to say so.
        HttpsURLConnection.setDefaultHostnameVerifier((name, session) -> true);
    }

    @Override
    public CompletionStage<Object> call(XapiCall call) {
        CompletableFuture<Object> answer = new CompletableFuture<>();
        threads.execute(() -> {
            if (!answer.isDone()) {
                execute(call, answer);
            }
        });
        return answer.orTimeout(call.deadline().toMillis(), TimeUnit.MILLISECONDS)
                .exceptionallyCompose(error -> CompletableFuture.failedFuture(trouble(error)));
    }

    private void execute(XapiCall call, CompletableFuture<Object> answer) {
        try {
            XmlRpcClientConfigImpl config = new XmlRpcClientConfigImpl();
            config.setServerURL(
                    URI.create("https://" + call.to().authority() + "/").toURL());
            config.setConnectionTimeout((int) call.deadline().toMillis());
            config.setReplyTimeout((int) call.deadline().toMillis());
            answer.complete(value(client.execute(config, call.method(), call.params())));
        } catch (XapiException | XmlRpcException | MalformedURLException | RuntimeException e) {
            answer.completeExceptionally(e);
        }
    }

    private static XapiException trouble(Throwable error) {
        Throwable cause = error instanceof XmlRpcException ? error.getCause() : error;
        if (cause instanceof TimeoutException || cause instanceof SocketTimeoutException) {
            return new XapiException.AnswerTimedOut("no answer, or no thread, in time");
        }
        return error instanceof XmlRpcException
                ? new XapiException.ClosedByPeer(String.valueOf(error.getMessage()), error)
                : XapiException.of(error);
    }

    private static Object value(Object parsed) throws XapiException {
        Map<?, ?> envelope = (Map<?, ?>) parsed;
        if ("Success".equals(envelope.get("Status"))) {
            return plain(envelope.get("Value"));
        }
        Object[] description = (Object[]) envelope.get("ErrorDescription");
        throw ApiFailure.of(Arrays.stream(description).map(String::valueOf).toList());
    }

    private static Object plain(Object value) {
        if (value instanceof Object[] items) {
            return Arrays.stream(items).map(StockTransport::plain).toList();
        }
        if (value instanceof Map<?, ?> members) {
            Map<String, Object> map = new LinkedHashMap<>();
            members.forEach((name, member) -> map.put(String.valueOf(name), plain(member)));
            return map;
        }
        return value instanceof Date date ? Instant.ofEpochMilli(date.getTime()) : value;
    }

    private static SSLContext anybody() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Anybody()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has TLS", e);
        }
    }

    private static final class Anybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
