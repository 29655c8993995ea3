package org.poolwarden.connect.alert;

import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.poolwarden.connect.pool.RealTimer;
import org.poolwarden.connect.pool.Receipts;
import org.poolwarden.xapi.transport.BoundedHttp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shell around a {@link Target}: hands it records on its timer's thread, and lets offsets be committed only as far
 * as they need not be read again. It never waits for the target, so it stops at once.
 */
public final class AlertSinkTask extends SinkTask {

    private static final Logger LOG = LoggerFactory.getLogger(AlertSinkTask.class);

    /** Connect calls at least so often, for dead letters that were given up meanwhile. */
    private static final Duration LOOK = Duration.ofMillis(500);

    /** A topic in which something is always said is caught up with by then. */
    private static final Duration CATCHING_UP = Duration.ofSeconds(10);

    private static final int REQUESTS_AT_ONCE = 64;

    private final Receipts receipts = new Receipts();
    private RealTimer timer;
    private BoundedHttp http;
    private AlertReader reader;
    private Target target;
    private DeadLetters letters;

    @Override
    public void start(Map<String, String> props) {
        AlertSinkConfig config = AlertSinkConfig.of(props);
        ErrantRecordReporter reporter = context.errantRecordReporter();
        if (reporter == null) {
            throw new ConnectException("Connect offers no dead letters: errors.tolerance=all and"
                    + " errors.deadletterqueue.topic.name are needed");
        }
        timer = new RealTimer("alert-timer");
        http = new BoundedHttp(config.trust());
        reader = new AlertReader(
                config.topics().alerts().name(),
                config.codec().deserializer(config.topics().alerts()));
        Backlog backlog = new Backlog(timer);
        SinkMeters meters = new SinkMeters(context.pluginMetrics(), timer, backlog);
        letters = new DeadLetters(reporter, meters);
        Courier courier = new HttpCourier(http, config.deadline(), config.authorization(), timer);
        target = target(config, () -> new Post(courier, new Gate(REQUESTS_AT_ONCE), backlog, meters));
        // A webhook's path is often a secret.
        LOG.info(
                "alerts go to target={} hosts={}",
                config.isWebhook() ? "webhook" : "alertmanager",
                config.urls().stream().map(URI::getAuthority).toList());
    }

    private Target target(AlertSinkConfig config, Supplier<Post> posts) {
        if (config.isWebhook()) {
            return new WebhookTarget(
                    new WebhookTarget.Receiver(config.urls().get(0), config.source(), config.signature()),
                    config.delivery(),
                    posts.get(),
                    timer);
        }
        List<Target> peers = config.urls().stream()
                .<Target>map(url -> new AlertmanagerSync(
                        new AlertmanagerSync.Peer(url, config.console()), config.delivery(), posts.get(), timer))
                .toList();
        return new AllTargets(peers);
    }

    @Override
    public void open(Collection<TopicPartition> partitions) {
        timer.execute(target::catchingUp);
        timer.after(CATCHING_UP, target::caughtUp);
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        demandHealth();
        context.timeout(LOOK.toMillis());
        if (records.isEmpty()) {
            timer.execute(target::caughtUp);
            return;
        }
        if (!target.hasRoom()) {
            throw new RetriableException("too many alerts wait for the target");
        }
        // Everything is read before anything is taken: a registry that is away lets Connect deliver all of it again.
        List<AlertReader.Read> all =
                ByTime.sorted(records).stream().map(reader::read).toList();
        all.forEach(read -> receipts.add(read.partition(), read.record().kafkaOffset(), take(read)));
    }

    private CompletableFuture<Void> take(AlertReader.Read read) {
        return CompletableFuture.completedFuture(read)
                .thenComposeAsync(
                        taken -> taken.notice().isPresent()
                                ? target.take(taken.notice().get())
                                : CompletableFuture.failedFuture(taken.fault().orElseThrow()),
                        timer)
                .exceptionallyCompose(error -> {
                    Throwable cause = error instanceof CompletionException ? error.getCause() : error;
                    boolean isToBeBuried = cause instanceof UndeliverableException
                            || read.fault().isPresent();
                    return isToBeBuried ? letters.bury(read.record(), cause) : CompletableFuture.failedFuture(cause);
                });
    }

    /** Connect asks before it commits, and when the partitions are taken away. */
    @Override
    public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> current) {
        demandHealth();
        return receipts.safe(current);
    }

    @Override
    public void close(Collection<TopicPartition> partitions) {
        receipts.forget(partitions);
        timer.execute(() -> target.forget(partitions));
    }

    private void demandHealth() {
        letters.post();
        receipts.failure().ifPresent(failure -> {
            throw new ConnectException("an alert could not be dealt with", failure);
        });
    }

    @Override
    public void stop() {
        if (timer != null) {
            timer.close();
        }
        if (http != null) {
            http.close();
        }
    }

    @Override
    public String version() {
        return AppInfoParser.getVersion();
    }
}
