package org.poolwarden.app.report;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A browser without a window, that shows a page once and says what happened. */
final class Chromium {

    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
    private static final long PATIENCE_SECONDS = 120;

    private final Path program;
    private final Path dir;

    private Chromium(Path program, Path dir) {
        this.program = program;
        this.dir = dir;
    }

    /** What came of a page. */
    record Shown(String dom, String log, String netLog) {}

    /** Empty where none is installed. */
    static Optional<Chromium> find(Path dir) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(place -> NAMES.stream().map(name -> Path.of(place, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .map(program -> new Chromium(program, dir));
    }

    Shown dump(Path page) throws IOException, InterruptedException {
        Path netLog = dir.resolve("net.json");
        run(page, "--dump-dom", "--log-net-log=" + netLog);
        return new Shown(
                Files.readString(dir.resolve("out")), Files.readString(dir.resolve("err")), Files.readString(netLog));
    }

    /** Takes a picture of the page's beginning. */
    void picture(Path page, Path png, int height, String... more) throws IOException, InterruptedException {
        List<String> flags = new ArrayList<>(List.of(more));
        flags.add("--screenshot=" + png);
        flags.add("--window-size=1240," + height);
        run(page, flags.toArray(String[]::new));
    }

    private void run(Path page, String... flags) throws IOException, InterruptedException {
        List<String> command = Stream.of(
                        Stream.of(
                                program.toString(),
                                "--headless=new",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-dev-shm-usage",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--no-first-run",
                                "--hide-scrollbars",
                                "--enable-logging=stderr",
                                "--virtual-time-budget=5000",
                                "--user-data-dir=" + dir.resolve("profile")),
                        Arrays.stream(flags),
                        Stream.of(page.toUri().toString()))
                .flatMap(words -> words)
                .toList();
        Process process = new ProcessBuilder(command)
                .redirectOutput(dir.resolve("out").toFile())
                .redirectError(dir.resolve("err").toFile())
                .start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("no end of " + command);
        }
    }
}
