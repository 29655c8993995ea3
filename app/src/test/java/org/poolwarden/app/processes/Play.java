package org.poolwarden.app.processes;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.poolwarden.schema.Alert;
import org.poolwarden.schema.AlertState;
import org.poolwarden.schema.Finding;
import org.poolwarden.schema.RecoveryRequest;
import org.poolwarden.schema.RequestKind;
import org.poolwarden.schema.VerdictKind;
import org.poolwarden.schema.topic.Topics;

/**
 * Lets one pool after the other lose its master, some at a time, for as long as it takes: in a thread of its own, while
 * whoever watches is killed.
 */
final class Play implements AutoCloseable {

    private static final long BEAT_MS = 250;

    private final Stage stage;
    private final Deque<StagedPool> calm;
    private final int atOnce;
    private final Tail<Alert> alerts;
    private final Tail<Finding> findings;
    private final Tail<RecoveryRequest> requests;
    private final Set<String> settled = ConcurrentHashMap.newKeySet();
    private final Set<String> losing = ConcurrentHashMap.newKeySet();
    private final Set<String> resolved = ConcurrentHashMap.newKeySet();
    private final Set<String> recovered = ConcurrentHashMap.newKeySet();
    /** Whose alert has resolved and whose recovery has ended, whichever comes first. */
    private final Set<String> over = ConcurrentHashMap.newKeySet();

    private final int all;
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

    /**
     * @param order in which pools lose their masters
     * @param atOnce how many incidents are open at a time
     */
    Play(Broker broker, Topics topics, List<StagedPool> order, int atOnce) {
        this.stage = new Stage(broker, topics, order).allowAll();
        this.calm = new ArrayDeque<>(order);
        this.all = order.size();
        this.atOnce = atOnce;
        this.alerts = broker.tail(topics.alerts());
        this.findings = broker.tail(topics.findings());
        this.requests = broker.tail(topics.requests());
    }

    void begin() {
        thread.scheduleAtFixedRate(this::turn, 0, BEAT_MS, TimeUnit.MILLISECONDS);
    }

    /** Whether every incident is over within {@code ms}. */
    boolean isOverWithin(long ms) throws Exception {
        try {
            end.get(ms, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    /** For a person who waits. */
    String progress() {
        return over.size() + " of " + all + " incidents are over; open are "
                + losing.stream().filter(pool -> !over.contains(pool)).toList();
    }

    private void turn() {
        try {
            stage.beat();
            stage.obey();
            findings.poll().forEach(finding -> {
                if (finding.value().getVerdict() == VerdictKind.SETTLED) {
                    settled.add(finding.key());
                }
            });
            alerts.poll().stream()
                    .map(Written::value)
                    .filter(Play::isEndOfLoss)
                    .forEach(alert -> resolved.add(alert.getPool()));
            requests.poll().stream()
                    .map(Written::value)
                    .filter(request -> request.getKind() == RequestKind.END)
                    .forEach(request -> recovered.add(request.getPool()));
            resolved.stream().filter(recovered::contains).forEach(over::add);
            while (settled.size() == all && !calm.isEmpty() && losing.size() - over.size() < atOnce) {
                losing.add(calm.peek().name());
                calm.remove().lose();
            }
            if (over.size() == all) {
                end.complete(null);
            }
        } catch (RuntimeException e) {
            end.completeExceptionally(e);
            throw e;
        }
    }

    private static boolean isEndOfLoss(Alert alert) {
        return alert.getKind().equals(VerdictKind.MASTER_LOST.name()) && alert.getState() == AlertState.RESOLVED;
    }

    @Override
    public void close() {
        thread.execute(() -> {
            stage.close();
            alerts.close();
            findings.close();
            requests.close();
        });
        thread.shutdown();
        try {
            thread.awaitTermination(Child.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
