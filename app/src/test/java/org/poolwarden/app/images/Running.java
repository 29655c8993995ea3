package org.poolwarden.app.images;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One service as a process, with its output in files and its standard input held open. */
final class Running {

    private static final long LAST_WORDS_S = 15;

    private final String name;
    private final Layout layout;
    private final Map<String, String> environment;
    private final List<String> health;
    private final Process process;
    private final long begun = System.nanoTime();
    private boolean healthy;

    private Running(String name, Layout layout, Map<String, String> environment, List<String> health, Process process) {
        this.name = name;
        this.layout = layout;
        this.environment = environment;
        this.health = health;
        this.process = process;
    }

    /**
     * @param command as it stands in the files; translated here
     * @param health likewise; empty for a process that ends by itself
     */
    static Running start(
            String name, Layout layout, Map<String, String> environment, List<String> command, List<String> health)
            throws IOException {
        ProcessBuilder builder = builder(layout, environment, command)
                .redirectOutput(layout.dir().resolve("out.log").toFile())
                .redirectError(layout.dir().resolve("err.log").toFile());
        return new Running(name, layout, environment, health, builder.start());
    }

    private static ProcessBuilder builder(Layout layout, Map<String, String> environment, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(layout.here(command));
        Map<String, String> all = builder.environment();
        all.keySet().retainAll(List.of("PATH", "JAVA_HOME", "LANG"));
        environment.forEach((key, value) -> all.put(key, layout.here(value)));
        all.put("HEALTH_ADDRESS", layout.address());
        return builder.directory(layout.dir().toFile());
    }

    /** Whether its own check has been passed once. */
    boolean isHealthy() throws IOException, InterruptedException {
        if (!healthy && process.isAlive()) {
            healthy = builder(layout, environment, health)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
            if (healthy) {
                System.out.printf("  healthy after %4.1f s  %s%n", (System.nanoTime() - begun) / 1e9, name);
            }
        }
        return healthy;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    int exit() {
        return process.exitValue();
    }

    boolean endsByItself() {
        return health.isEmpty();
    }

    String address() {
        return layout.address();
    }

    /** What it has said, on both outputs. */
    String said() {
        try {
            return Files.readString(layout.dir().resolve("out.log"))
                    + Files.readString(layout.dir().resolve("err.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path errors() {
        return layout.dir().resolve("err.log");
    }

    /** Writes a line to its standard input. */
    void tell(String line) throws IOException {
        Writer writer = process.outputWriter(StandardCharsets.UTF_8);
        writer.write(line + "\n");
        writer.flush();
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** SIGTERM, and what must be when it does not help. */
    void stop() {
        process.destroy();
        process.onExit()
                .completeOnTimeout(process, LAST_WORDS_S, TimeUnit.SECONDS)
                .join();
        if (process.isAlive()) {
            System.out.println("  " + name + " does not end with SIGTERM");
            kill();
        }
    }
}
