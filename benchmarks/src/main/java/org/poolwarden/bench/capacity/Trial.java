package org.poolwarden.bench.capacity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.poolwarden.bench.capacity.Contender.Side;
import org.poolwarden.bench.capacity.Contender.Turn;

/**
 * One contender reads a log from its beginning to its end, and what that took after the first quarter, by when it has
 * started, is told of each sample.
 */
record Trial(SampleLog log, Contender contender, SideThreads threads, String application) {

    private static final Duration LOOK = Duration.ofMillis(5);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int SETTLED = 4;

    /**
     * What came out.
     *
     * @param micros CPU time of a sample, all of it
     * @param rocksMicros of it, in RocksDB's own threads
     * @param stateBytes of a resource, at the end
     * @param changelogBytes of a resource and minute
     */
    record Outcome(double micros, double rocksMicros, double stateBytes, double changelogBytes, Reports reports) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%.2f us, of it RocksDB %.2f; state %.0f bytes; changelog %.0f bytes; %d reports",
                    micros,
                    rocksMicros,
                    stateBytes,
                    changelogBytes,
                    reports.size());
        }
    }

    /** @param read samples until then */
    private record Mark(long read, Duration cpu, Duration rocks) {}

    Outcome measure() throws InterruptedException, IOException {
        Path dir = Files.createDirectories(log.lab().dir(application));
        Turn turn =
                new Turn(application, log.lab().bootstrap(), log.lab().registry(), log.prefix(), log.partitions(), dir);
        Side side = started(turn);
        Mark from;
        Mark to;
        Reports reports;
        double changelog;
        try (side) {
            from = await(side, log.size() / SETTLED);
            to = await(side, log.size());
            reports = ReportReader.read(log, side);
            changelog = side.changelogBytes();
        }
        if (from.read == to.read) {
            throw new IllegalStateException(log.size() + " samples are too few to be measured");
        }
        Duration rocks = to.rocks.minus(from.rocks);
        return new Outcome(
                micros(to.cpu.minus(from.cpu).plus(rocks), from, to),
                micros(rocks, from, to),
                (double) side.stateBytes() / log.disks().resources(),
                changelog / log.disks().resources() / log.minutes(),
                reports);
    }

    private Side started(Turn turn) throws InterruptedException {
        try {
            return threads.call(() -> contender.start(turn));
        } catch (ExecutionException e) {
            throw new IllegalStateException(contender.title() + " does not start", e.getCause());
        }
    }

    private Mark await(Side side, long samples) throws InterruptedException, IOException {
        long seen = 0;
        long moved = System.nanoTime();
        while (true) {
            Mark mark = new Mark(side.read(), threads.cpu(), RocksThreads.cpu());
            if (mark.read >= samples) {
                return mark;
            }
            if (mark.read > seen) {
                seen = mark.read;
                moved = System.nanoTime();
            } else if (System.nanoTime() - moved > PATIENCE.toNanos()) {
                throw new IllegalStateException(
                        contender.title() + " has read " + seen + " of " + samples + " samples, and goes no further");
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private static double micros(Duration cpu, Mark from, Mark to) {
        return cpu.toNanos() / 1000.0 / (to.read - from.read);
    }
}
