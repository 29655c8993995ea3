package org.poolwarden.bench.capacity;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;

/** CPU time of the threads in which RocksDB flushes and compacts; they are not Java's, and live as long as the process. */
final class RocksThreads {

    private static final Path TASKS = Path.of("/proc/self/task");
    private static final String NAME = "rocksdb";
    private static final int USER = 11;
    private static final int SYSTEM = 12;
    /** Linux tells user programs of a hundredth of a second, whatever its own clock. */
    private static final Duration TICK = Duration.ofMillis(10);

    private RocksThreads() {}

    /** Zero where there is no {@code /proc}. */
    static Duration cpu() throws IOException {
        if (!Files.isDirectory(TASKS)) {
            return Duration.ZERO;
        }
        long ticks = 0;
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
            for (Path task : tasks) {
                ticks += ticks(task);
            }
        }
        return TICK.multipliedBy(ticks);
    }

    private static long ticks(Path task) throws IOException {
        try {
            if (!Files.readString(task.resolve("comm")).startsWith(NAME)) {
                return 0;
            }
            String stat = Files.readString(task.resolve("stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM]);
        } catch (NoSuchFileException e) {
            return 0; // A thread that has ended since it was listed.
        }
    }
}
