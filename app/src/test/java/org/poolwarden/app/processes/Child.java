package org.poolwarden.app.processes;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Java process of its own, with this test's class path. What it prints goes to a file. */
final class Child implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final List<String> FLAGS = List.of(
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Djava.util.concurrent.ForkJoinPool.common.parallelism=2",
            "-Dsun.net.httpserver.nodelay=true",
            "-Djdk.httpclient.allowRestrictedHeaders=connection",
            "-Djdk.httpclient.disableRetryConnect=true",
            "-Dpoolwarden.log=info",
            "-Dlog4j2.configurationFile=processes-log4j2.xml");

    private final Process process;
    private final Path log;

    private Child(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * @param log where it prints to; new
     */
    static Child start(Path log, Class<?> main, String... args) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(FLAGS);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(args));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.to(log.toFile()))
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "end-" + process.pid()));
            return new Child(process, log);
        } catch (IOException e) {
            throw new UncheckedIOException("starting " + main, e);
        }
    }

    /** The first line that has {@code pattern}, when it comes; fails at once when the process ends without it. */
    Matcher awaitLine(String pattern) {
        Pattern wanted = Pattern.compile(pattern);
        return await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> found(wanted), Matcher::find);
    }

    private Matcher found(Pattern wanted) {
        boolean ended = !process.isAlive();
        String text = text();
        if (ended && !wanted.matcher(text).find()) {
            throw new AssertionError("it ended without a line that has " + wanted + ":\n" + text);
        }
        return wanted.matcher(text);
    }

    /** How many lines so far have {@code pattern}. */
    long count(String pattern) {
        Pattern wanted = Pattern.compile(pattern);
        return text().lines().filter(line -> wanted.matcher(line).find()).count();
    }

    /** All that it has printed so far. */
    String text() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL: it gets no word in. */
    void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    /** SIGTERM, and what it does then. */
    int stop() {
        process.destroy();
        return awaitExit();
    }

    int awaitExit() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("it does not end: " + text());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
