package org.poolwarden.connect.alert;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A server on loopback that reads requests properly and answers them as badly as a test wishes. */
final class HostileServer implements AutoCloseable {

    /** How it answers. */
    enum Manner {
        OK,
        BAD_REQUEST,
        NOT_FOUND,
        FAILS,
        /** To this very server, so that following it would be seen. */
        REDIRECTS,
        /** Accepts the request and says nothing. */
        HANGS,
        /** Headers, and then a byte now and then without an end. */
        DRIPS,
        /** Something that is no HTTP. */
        GARBAGE,
        /** Takes the request, and closes without an answer: the sender cannot know. */
        CLOSES
    }

    /** A request as it came. */
    record Request(String path, String head, String body) {}

    final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Map<String, Manner> manners = new ConcurrentHashMap<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "hostile-server");
        thread.setDaemon(true);
        return thread;
    });
    private final ServerSocket server;

    HostileServer() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    /** How it answers requests whose body has {@code word}; the others it answers well. */
    void answers(String word, Manner manner) {
        manners.put(word, manner);
    }

    void isWell() {
        manners.clear();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                sockets.add(socket);
                threads.execute(() -> serve(socket));
            }
        } catch (IOException e) {
            // It is closed.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            Optional<Request> request = read(in);
            while (request.isPresent()) {
                requests.add(request.get());
                if (!answer(manner(request.get().body()), socket.getOutputStream())) {
                    return;
                }
                request = read(in);
            }
        } catch (IOException | InterruptedException e) {
            // The client has enough of it.
        }
    }

    private Manner manner(String body) {
        return manners.entrySet().stream()
                .filter(told -> body.contains(told.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(Manner.OK);
    }

    /** Whether the connection goes on. */
    private boolean answer(Manner manner, OutputStream out) throws IOException, InterruptedException {
        switch (manner) {
            case OK -> say(out, "HTTP/1.1 204 No Content\r\n\r\n");
            case BAD_REQUEST -> say(out, "HTTP/1.1 400 Bad Request\r\nContent-Length: 7\r\n\r\nno such");
            case NOT_FOUND -> say(out, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
            case FAILS -> say(out, "HTTP/1.1 500 Oops\r\nContent-Length: 4\r\n\r\noops");
            case REDIRECTS -> say(
                    out, "HTTP/1.1 307 Elsewhere\r\nLocation: " + url() + "/elsewhere\r\nContent-Length: 0\r\n\r\n");
            case HANGS -> closed.await();
            case DRIPS -> drip(out);
            case GARBAGE -> say(out, "\u0001\u0002 220 smtp.example ready\r\n\r\n");
            case CLOSES -> {
                return false;
            }
        }
        return manner != Manner.GARBAGE;
    }

    private void drip(OutputStream out) throws IOException, InterruptedException {
        say(out, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
        while (!closed.await(20, TimeUnit.MILLISECONDS)) {
            say(out, "x");
        }
    }

    private static void say(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static Optional<Request> read(InputStream in) throws IOException {
        List<String> head = new ArrayList<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            head.add(line);
        }
        if (head.isEmpty()) {
            return Optional.empty();
        }
        int length = head.stream()
                .filter(line -> line.toLowerCase().startsWith("content-length:"))
                .map(line ->
                        Integer.parseInt(line.substring(line.indexOf(':') + 1).strip()))
                .findFirst()
                .orElse(0);
        String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        return Optional.of(new Request(head.get(0).split(" ")[1], String.join("\n", head), body));
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.append((char) next);
        }
        return line.toString().strip();
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        threads.shutdownNow();
    }
}
