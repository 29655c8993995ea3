package org.poolwarden.xapi.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.poolwarden.xapi.HostEndpoint;

/** A server on loopback that answers each connection as a test pleases, down to the byte. */
final class RudeHost implements AutoCloseable {

    /** What is done with a connection. */
    interface Manners {
        void answer(Caller caller) throws IOException;
    }

    private static final Pattern LENGTH = Pattern.compile("(?i)\r\nContent-Length: (\\d+)\r\n");

    private final ServerSocket server = new ServerSocket();
    private final SSLContext tls;
    private final List<String> versions;
    private final Manners manners;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger heard = new AtomicInteger();
    private final AtomicLong written = new AtomicLong();

    private RudeHost(SSLContext tls, List<String> versions, int port, Manners manners) throws IOException {
        this.tls = tls;
        this.versions = versions;
        this.manners = manners;
        server.setReuseAddress(true);
        server.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 50);
        daemon(this::accept);
    }

    /** Answers over TLS once a whole request was read. */
    static RudeHost speaking(RudeKey key, Manners manners) throws IOException, GeneralSecurityException {
        return speaking(key, 0, manners);
    }

    static RudeHost speaking(RudeKey key, int port, Manners manners) throws IOException, GeneralSecurityException {
        return new RudeHost(key.context(), List.of("TLSv1.2", "TLSv1.3"), port, manners);
    }

    /** Speaks one version of TLS. */
    static RudeHost speaking(RudeKey key, String version, Manners manners)
            throws IOException, GeneralSecurityException {
        return new RudeHost(key.context(), List.of(version), 0, manners);
    }

    /** Answers on bare TCP once anything was read. */
    static RudeHost withoutTls(Manners manners) throws IOException {
        return new RudeHost(null, List.of(), 0, manners);
    }

    HostEndpoint endpoint() {
        return new HostEndpoint("rude", "127.0.0.1", server.getLocalPort());
    }

    /** How many connections nobody has closed yet. */
    int openConnections() {
        return open.size();
    }

    int acceptedConnections() {
        return accepted.get();
    }

    /** How many whole requests have come. */
    int heardRequests() {
        return heard.get();
    }

    /** Bytes that went out, TLS's own not counted; what lies in the sockets' buffers is among them. */
    long written() {
        return written.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket plain = server.accept();
                accepted.incrementAndGet();
                open.add(plain);
                daemon(() -> serve(plain));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket plain) {
        try (plain) {
            Caller caller = new Caller(plain, tls == null ? plain : overTls(plain));
            caller.listen();
            manners.answer(caller);
        } catch (IOException e) {
            // The client has gone: that is what the tests want of it.
            return;
        } finally {
            open.remove(plain);
        }
    }

    private Socket overTls(Socket plain) throws IOException {
        SSLSocket spoken = (SSLSocket) tls.getSocketFactory().createSocket(plain, (InputStream) null, true);
        spoken.setEnabledProtocols(versions.toArray(String[]::new));
        return spoken;
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "rude-host");
        thread.setDaemon(true);
        thread.start();
    }

    static String http(String status, String headers, String body) {
        return "HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    /** Who is at the other end. */
    final class Caller {
        private final Socket plain;
        private final Socket spoken;
        private final InputStream in;
        private final OutputStream out;
        private final StringBuilder request = new StringBuilder();

        private Caller(Socket plain, Socket spoken) throws IOException {
            this.plain = plain;
            this.spoken = spoken;
            this.in = spoken.getInputStream();
            this.out = spoken.getOutputStream();
        }

        private void listen() throws IOException {
            request.setLength(0);
            do {
                read();
            } while (tls != null && !isWhole());
            heard.incrementAndGet();
        }

        private void read() throws IOException {
            byte[] bytes = new byte[16 * 1024];
            int count = in.read(bytes);
            if (count < 0) {
                throw new IOException("the caller has gone");
            }
            request.append(new String(bytes, 0, count, StandardCharsets.ISO_8859_1));
        }

        private boolean isWhole() {
            int end = request.indexOf("\r\n\r\n");
            Matcher length = LENGTH.matcher(request);
            int body = length.find() ? Integer.parseInt(length.group(1)) : 0;
            return end >= 0 && request.length() >= end + 4 + body;
        }

        /** Head and body, as they came. */
        String request() {
            return request.toString();
        }

        void write(String text) throws IOException {
            write(text.getBytes(StandardCharsets.UTF_8));
        }

        void write(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
            written.addAndGet(bytes.length);
        }

        /** Answers whatever else it asks on this connection. */
        void answerAlso(Manners manners) throws IOException {
            while (closed.getCount() > 0) {
                listen();
                manners.answer(this);
            }
        }

        /** Says nothing more until the caller goes. */
        void untilGone() throws IOException {
            while (in.read(new byte[1024]) >= 0) {
                // Whatever else it says is not what it is asked.
                continue;
            }
        }

        /** Writes {@code text} again and again, every {@code pause}, until the caller goes. */
        void drip(String text, Duration pause) throws IOException {
            try {
                do {
                    write(text);
                } while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /** Ends this direction of TCP, without a word of TLS; the other stays open. */
        void halfClose() throws IOException {
            plain.shutdownOutput();
        }

        void close() throws IOException {
            spoken.close();
        }
    }
}
