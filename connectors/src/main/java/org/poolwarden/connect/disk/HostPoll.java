package org.poolwarden.connect.disk;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.poolwarden.connect.pool.PasswordPause;
import org.poolwarden.connect.pool.PoolHost;
import org.poolwarden.connect.pool.Rhythm;
import org.poolwarden.connect.pool.Timer;
import org.poolwarden.xapi.Connection;
import org.poolwarden.xapi.Credentials;
import org.poolwarden.xapi.XapiClient;
import org.poolwarden.xapi.XapiException;
import org.poolwarden.xapi.XapiSession;
import org.poolwarden.xapi.rrd.MetricsReader;
import org.poolwarden.xapi.rrd.RrdExport;
import org.poolwarden.xapi.rrd.RrdExport.Row;
import org.poolwarden.xapi.rrd.RrdQuery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one host's metrics again and again, each row once. On a local session: that works also while there is no
 * master. Time is the host's own, told by its rows.
 */
final class HostPoll {

    private static final Logger LOG = LoggerFactory.getLogger(HostPoll.class);
    private static final int SLOT = 5;

    /** So many looks without a row, and the host's clock may have been set back. */
    private static final int DOUBTFUL = 3;

    private static final RrdQuery NEWEST = new RrdQuery(-SLOT, SLOT);

    /** What happened to one look. */
    interface Listener {
        void looked();

        void failed(XapiException.Kind kind);
    }

    /**
     * New rows.
     *
     * @param before end of the last row before them; empty for the first ones
     */
    record Rows(Optional<Long> before, RrdExport export) {}

    private final PoolHost host;
    private final Credentials credentials;
    private final Rhythm rhythm;
    private final Duration first;
    private final XapiClient client;
    private final MetricsReader metrics;
    private final Timer timer;
    private final PasswordPause pause;
    private Optional<XapiSession> session = Optional.empty();
    private volatile Instant heardAt;
    private Optional<Long> last;
    private int empty;
    private boolean open;
    private boolean stopped;

    /**
     * @param last end of the last row that was delivered, seconds by the host's clock
     * @param first how far the first look goes back where there was none
     */
    HostPoll(
            PoolHost host,
            Credentials credentials,
            Optional<Long> last,
            Duration first,
            Rhythm rhythm,
            XapiClient client,
            MetricsReader metrics,
            Timer timer) {
        this.host = host;
        this.credentials = credentials;
        this.last = last;
        this.first = first;
        this.rhythm = rhythm;
        this.client = client;
        this.metrics = metrics;
        this.timer = timer;
        this.pause = new PasswordPause(timer);
        this.heardAt = timer.now();
    }

    /** Looks every {@code period}, but not while the last look is still open. */
    void start(Duration phase, Duration period, BooleanSupplier hasRoom, Listener listener, Consumer<Rows> rows) {
        timer.after(phase, () -> look(period, hasRoom, listener, rows));
    }

    /** For how long no new row has come. Asked on any thread. */
    Duration behind() {
        return Duration.between(heardAt, timer.now());
    }

    void stop() {
        stopped = true;
        session.ifPresent(kept -> client.logout(kept, rhythm.deadline()));
        session = Optional.empty();
    }

    private void look(Duration period, BooleanSupplier hasRoom, Listener listener, Consumer<Rows> rows) {
        if (stopped) {
            return;
        }
        timer.after(period, () -> look(period, hasRoom, listener, rows));
        if (open || pause.isOn() || !hasRoom.getAsBoolean()) {
            return;
        }
        open = true;
        listener.looked();
        opened().thenCompose(kept -> metrics.read(kept, query(), rhythm.heartbeat()))
                .whenCompleteAsync(
                        (export, error) -> {
                            open = false;
                            if (stopped) {
                                return;
                            }
                            if (error == null) {
                                take(export, rows);
                            } else {
                                fail(XapiException.of(error), listener);
                            }
                        },
                        timer);
    }

    private CompletionStage<XapiSession> opened() {
        if (session.isPresent()) {
            return CompletableFuture.completedFuture(session.get());
        }
        return client.localLogin(host.endpoint(), credentials, rhythm.deadline(), Connection.FRESH)
                .thenApplyAsync(
                        kept -> {
                            session = Optional.of(kept);
                            return kept;
                        },
                        timer);
    }

    private RrdQuery query() {
        if (empty >= DOUBTFUL) {
            return NEWEST;
        }
        return last.map(t -> new RrdQuery(t + 1, SLOT)).orElseGet(() -> new RrdQuery(-first.toSeconds(), SLOT));
    }

    private void take(RrdExport export, Consumer<Rows> rows) {
        List<Row> all = export.rows();
        if (empty >= DOUBTFUL && !all.isEmpty() && last.isPresent()) {
            long newest = all.get(all.size() - 1).t();
            if (newest < last.get() - SLOT) {
                LOG.warn("the clock of {} was set back by {} s", host.name(), last.get() - newest);
                last = Optional.of(newest);
                empty = 0;
                return;
            }
        }
        List<Row> fresh = all.stream()
                .filter(row -> last.map(t -> row.t() > t).orElse(true))
                .toList();
        if (fresh.isEmpty()) {
            empty++;
            return;
        }
        empty = 0;
        heardAt = timer.now();
        Optional<Long> before = last;
        last = Optional.of(fresh.get(fresh.size() - 1).t());
        rows.accept(new Rows(before, new RrdExport(export.step(), export.columns(), fresh)));
    }

    /** A host that is only silent still knows the session, and would keep it for ever. */
    private void fail(XapiException trouble, Listener listener) {
        listener.failed(trouble.kind());
        LOG.debug("metrics not read host={}: {}", host.name(), trouble.getMessage());
        if (trouble instanceof XapiException.AuthenticationFailed) {
            pause.begin();
        }
        if (trouble instanceof XapiException.ApiFailure || trouble.kind() == XapiException.Kind.CLOSED_BY_PEER) {
            session = Optional.empty();
        }
    }
}
