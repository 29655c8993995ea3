package org.poolwarden.app;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.poolwarden.app.operate.Cluster;
import org.poolwarden.app.operate.Format;
import org.poolwarden.app.operate.KnownPool;
import org.poolwarden.app.operate.KnownPools;
import org.poolwarden.app.operate.Moment;
import org.poolwarden.app.operate.PolicyDraft;
import org.poolwarden.app.operate.Session;
import org.poolwarden.app.operate.Trouble;
import org.poolwarden.app.replay.HistoryReader;
import org.poolwarden.app.replay.PoolHistory;
import org.poolwarden.app.replay.Rejudged;
import org.poolwarden.app.replay.Rejudging;
import org.poolwarden.app.replay.ReplayJson;
import org.poolwarden.app.replay.ReplayPage;
import org.poolwarden.app.replay.Window;
import org.poolwarden.schema.PoolPolicy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code poolwarden replay --from TIME}: is it decided again as it was, and what would another policy have changed? */
@Command(
        name = "replay",
        description = "Judges pools again from what the topics still hold, without acting, and prints the decisions;"
                + " with another policy, what it would have changed.",
        footer = {
            "",
            "TIME is an instant such as 2026-11-22T20:00:05Z, or how long ago: 30m. Nothing is written to any topic.",
            "Heartbeats and checkpoints reach back three days. A pool is judged from its newest checkpoint before the"
                    + " window on; where there is none, from the first one within, which is said.",
            "The order of records of different topics is known from findings and checkpoints, otherwise taken from append"
                    + " times: around a grant of the fleet a finding may differ for that alone.",
            "With --policy the world goes as it went: a command that was not issued then has no effect, and the fleet"
                    + " grants whatever is asked. Pauses and maintenance windows stay as they were."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:whatever can be decided again is the same to the byte; or the policy's difference is told",
            "1:a decision differs, or none of those that a pool made can be made again",
            "2:wrong usage or configuration, no such pool, or wrong keys or values in FILE",
            "3:Kafka or the registry did not answer in time"
        })
final class Replay implements Callable<Integer> {

    @Mixin
    private Session session;

    @Mixin
    private Format format;

    @Option(
            names = "--from",
            required = true,
            paramLabel = "TIME",
            converter = Moment.Converter.class,
            description = "Where the window begins.")
    private Moment from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            converter = Moment.Converter.class,
            description = "Where it ends. Default: now.")
    private Optional<Moment> to;

    @Option(names = "--pool", paramLabel = "POOL", description = "A pool; may be repeated. Default: all of them.")
    private List<String> names = List.of();

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "As if this policy had stood all the time: YAML, as policy get -o yaml prints it.")
    private Optional<Path> policy;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many pools are judged at once; the answer is the same. Default: as many as cores.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Override
    public Integer call() throws Trouble, InterruptedException {
        if (threads < 1) {
            throw Trouble.usage("--threads: expected at least 1, found " + threads);
        }
        Window window = window();
        Optional<UnaryOperator<PoolPolicy>> other = other();
        try (Cluster cluster = session.open()) {
            List<PoolHistory> histories = new HistoryReader(cluster, window, pools(KnownPools.read(cluster))).read();
            List<Rejudged> pools = new Rejudging(window, cluster.tolerance(), other).all(histories, threads);
            tell(pools, other.isPresent());
            return other.isPresent() || pools.stream().allMatch(Rejudged::isSame) ? 0 : Trouble.REFUSED;
        }
    }

    private Window window() throws Trouble {
        Instant begin = from.by(session);
        Instant end = to.map(moment -> moment.by(session)).orElseGet(session::now);
        if (end.isBefore(begin)) {
            throw Trouble.usage("--to: expected a time after --from " + begin + ", found " + end);
        }
        return new Window(begin, end);
    }

    private Optional<UnaryOperator<PoolPolicy>> other() throws Trouble {
        if (policy.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(PolicyDraft.of(List.of(), policy).checked());
    }

    private Set<String> pools(KnownPools known) throws Trouble {
        Set<String> chosen = new TreeSet<>();
        for (String name : names) {
            chosen.add(known.called(name).name());
        }
        if (names.isEmpty()) {
            known.all().stream().map(KnownPool::name).forEach(chosen::add);
        }
        return chosen;
    }

    private void tell(List<Rejudged> pools, boolean isOther) {
        if (format.isJson() && isOther) {
            ReplayJson.shifts(pools, session);
        } else if (format.isJson()) {
            ReplayJson.decisions(pools, session);
        } else if (isOther) {
            new ReplayPage(session).shifts(pools);
        } else {
            new ReplayPage(session).decisions(pools);
        }
    }
}
