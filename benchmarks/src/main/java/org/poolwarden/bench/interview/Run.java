package org.poolwarden.bench.interview;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.poolwarden.app.run.StartException;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.HostHeartbeat;

/** One worker from its start to its end: what it did within a window of its life. */
final class Run {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Setup setup;
    private final HostsProcess hosts;
    private final HeartbeatLog log;
    private final Clock clock;

    Run(Setup setup, HostsProcess hosts, HeartbeatLog log, Clock clock) {
        this.setup = setup;
        this.hosts = hosts;
        this.log = log;
        this.clock = clock;
    }

    /**
     * Measures a worker of {@code variant}.
     *
     * @throws StartException when the worker does not begin to write
     */
    Map<Figure, Double> measure(Variant variant, String bootstrap, String registry, Path dir)
            throws StartException, InterruptedException {
        hosts.hang(variant.someHang() ? setup.drawn() : Set.of());
        log.toEnd();
        Window window;
        try (ConnectWorker worker = ConnectWorker.start(variant, setup, hosts, bootstrap, registry, dir)) {
            awaitFirst(worker);
            sleep(setup.ramp().plus(setup.warmUp()));
            log.toEnd();
            window = watch(worker);
            // What began within the window ends within the next round.
            sleep(setup.period());
        }
        List<HostHeartbeat> heard = log.begunWithin(window.from, window.until);
        Map<Figure, Double> figures = told(heard, Duration.between(window.from, window.until));
        figures.put(Figure.CPU, micros(window.worker) / heard.size());
        figures.put(Figure.HOSTS_CPU, micros(window.hosts) / heard.size());
        figures.put(Figure.MEMORY, window.worker.after.residentKb() / 1024.0);
        figures.put(Figure.THREADS, (double) window.worker.after.threads());
        figures.put(Figure.FILES, (double) window.worker.after.files());
        return figures;
    }

    /** A process at the beginning and at the end of a window. */
    private record Change(Load before, Load after) {}

    private record Window(Instant from, Instant until, Change worker, Change hosts) {}

    private Window watch(ConnectWorker worker) throws InterruptedException {
        Instant from = clock.instant();
        Load before = worker.load();
        Load hostsBefore = hosts.load();
        sleep(setup.window());
        return new Window(
                from, clock.instant(), new Change(before, worker.load()), new Change(hostsBefore, hosts.load()));
    }

    private void awaitFirst(ConnectWorker worker) throws StartException {
        Instant end = clock.instant().plus(PATIENCE);
        while (!log.hasMore()) {
            if (!worker.isRunning() || clock.instant().isAfter(end)) {
                throw new StartException("the worker writes nothing: " + worker.lastWords(), null);
            }
        }
    }

    /** A window is a span of time and nothing else: no condition ends it, and what is in it is read from the topic. */
    private static void sleep(Duration time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
    }

    private static double micros(Change change) {
        return change.after.cpu().minus(change.before.cpu()).toNanos() / 1000.0;
    }

    private Map<Figure, Double> told(List<HostHeartbeat> heard, Duration time) {
        Set<Integer> neighbours = setup.fleet().neighboursOf(setup.drawn());
        List<HostHeartbeat> others = of(heard, host -> !setup.drawn().contains(host));
        Latencies near = latencies(of(others, neighbours::contains));
        Latencies far = latencies(of(others, host -> !neighbours.contains(host)));
        double seconds = time.toNanos() / 1e9;
        double wanted = (setup.fleet().hosts() - setup.drawn().size())
                * seconds
                * 1000
                / setup.period().toMillis();
        Map<Figure, Double> figures = new EnumMap<>(Figure.class);
        figures.put(Figure.RATE, others.size() / seconds);
        figures.put(Figure.NOT_HELD, Math.max(0, wanted - others.size()));
        figures.put(Figure.MISSED, (double)
                others.stream().filter(heartbeat -> !isAnswer(heartbeat)).count());
        figures.put(Figure.FAR_P50, far.quantile(0.5));
        figures.put(Figure.FAR_P99, far.quantile(0.99));
        figures.put(Figure.NEAR_P50, near.quantile(0.5));
        figures.put(Figure.NEAR_P99, near.quantile(0.99));
        return figures;
    }

    private static List<HostHeartbeat> of(List<HostHeartbeat> heartbeats, Predicate<Integer> hosts) {
        return heartbeats.stream()
                .filter(heartbeat -> hosts.test(Fleet.number(heartbeat.getHost())))
                .toList();
    }

    private static Latencies latencies(List<HostHeartbeat> heartbeats) {
        return Latencies.of(heartbeats.stream().map(HostHeartbeat::getTookMs).toList());
    }

    /** Every one of these hosts is well: it says what it is. */
    private static boolean isAnswer(HostHeartbeat heartbeat) {
        return heartbeat.getAnswer() == Answer.MASTER || heartbeat.getAnswer() == Answer.SLAVE;
    }
}
