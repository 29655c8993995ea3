package org.poolwarden.app.console;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One open page: what it has still to hear. When that is too much it is let go; it comes back, and loads all anew. */
final class LiveClient implements AutoCloseable {

    private static final int BACKLOG = 256;
    private static final long SILENCE_SECONDS = 10;
    private static final String END = "";

    private final BlockingQueue<String> events = new ArrayBlockingQueue<>(BACKLOG);
    private final Consumer<LiveClient> leaving;

    LiveClient(Consumer<LiveClient> leaving) {
        this.leaving = leaving;
    }

    void offer(String event) {
        if (!events.offer(event)) {
            close();
        }
    }

    /** Writes what is to be heard until the page is gone, or let go. */
    void pump(OutputStream out) throws InterruptedException {
        try {
            write(out, "retry: 2000\n\n");
            for (String event = next(); !event.equals(END); event = next()) {
                write(out, event);
            }
        } catch (IOException e) {
            // The page is closed: that is how it says so.
        } finally {
            leaving.accept(this);
        }
    }

    /** A comment after some silence: whatever lies between keeps the connection, and a closed page is found out. */
    private String next() throws InterruptedException {
        String event = events.poll(SILENCE_SECONDS, TimeUnit.SECONDS);
        return event == null ? ": still here\n\n" : event;
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void close() {
        leaving.accept(this);
        events.clear();
        events.offer(END);
    }
}
