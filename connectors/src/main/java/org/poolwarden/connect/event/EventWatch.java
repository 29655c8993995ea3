package org.poolwarden.connect.event;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.poolwarden.connect.pool.MasterSearch;
import org.poolwarden.connect.pool.MasterSearch.Found;
import org.poolwarden.connect.pool.PoolAccess;
import org.poolwarden.connect.pool.Rhythm;
import org.poolwarden.connect.pool.Timer;
import org.poolwarden.xapi.EventBatch;
import org.poolwarden.xapi.EventBatch.Event;
import org.poolwarden.xapi.XapiClient;
import org.poolwarden.xapi.XapiException;
import org.poolwarden.xapi.XapiSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens to a pool's master. Everything is told anew, after a RESYNC, when the master is another one or has restarted,
 * when other classes are asked for, and when the counts of objects show that an event was missed: event.from never says
 * that itself.
 */
final class EventWatch {

    private static final Logger LOG = LoggerFactory.getLogger(EventWatch.class);
    /** From one answer to the next call: changes that come together are told together. */
    private static final Duration PAUSE = Duration.ofMillis(200);

    /**
     * What was heard at once.
     *
     * @param resync whether everything is told anew; what is known and was not repeated is deleted then
     * @param before position to begin again from while not all of it is delivered
     * @param after position once it is
     */
    record Heard(boolean resync, List<Event> events, EventPosition before, EventPosition after) {}

    /** Gets what was heard, on the timer's thread. */
    interface Listener {
        /** A batch; one that brought nothing too, for its token. */
        void heard(Heard heard);

        /** The master did not answer or has forgotten the session, or a host that was asked for it did not. */
        void failed(XapiException.Kind kind);
    }

    private final PoolAccess pool;
    private final List<String> classes;
    private final Rhythm rhythm;
    private final XapiClient client;
    private final Timer timer;
    private final BooleanSupplier hasRoom;
    private final Listener listener;
    private final MasterSearch search;
    private Census census;
    private EventPosition position;
    private volatile Instant heardAt;
    private Optional<XapiSession> session = Optional.empty();
    private boolean stopped;

    /**
     * @param classes in lower case
     * @param hasRoom whether more can be taken now; asked on the timer's thread
     */
    EventWatch(
            PoolAccess pool,
            List<String> classes,
            EventPosition position,
            Rhythm rhythm,
            XapiClient client,
            Timer timer,
            BooleanSupplier hasRoom,
            Listener listener) {
        this.pool = pool;
        this.classes = List.copyOf(classes);
        this.position = position;
        this.rhythm = rhythm;
        this.client = client;
        this.timer = timer;
        this.hasRoom = hasRoom;
        this.listener = listener;
        this.search = new MasterSearch(pool, rhythm, client, timer);
        this.heardAt = timer.now();
        this.census = new Census(classes);
        Census.of(position.objects(), classes)
                .ifPresentOrElse(kept -> census = kept, () -> this.position = position.anew());
    }

    void start(Duration phase) {
        timer.after(phase, this::find);
    }

    /** For how long the master has not answered; one to whom nothing happens answers every half minute. */
    Duration behind() {
        return Duration.between(heardAt, timer.now());
    }

    void stop() {
        timer.execute(() -> {
            stopped = true;
            session.ifPresent(open -> client.logout(open, rhythm.deadline()));
            session = Optional.empty();
        });
    }

    private void find() {
        if (stopped) {
            return;
        }
        search.attempt(listener::failed).thenAccept(found -> {
            if (found.isEmpty()) {
                timer.after(rhythm.heartbeat(), this::find);
            } else if (stopped) {
                client.logout(found.get().session(), rhythm.deadline());
            } else {
                begin(found.get());
            }
        });
    }

    private void begin(Found master) {
        session = Optional.of(master.session());
        EventPosition beginning = EventPosition.beginningOn(master.master());
        if (!beginning.isOn(position)) {
            position = beginning;
        }
        LOG.info(
                "events begin pool={} master={} anew={}",
                pool.name(),
                position.master(),
                position.token().isEmpty());
        next();
    }

    private void next() {
        if (stopped || session.isEmpty()) {
            return;
        }
        if (!hasRoom.getAsBoolean()) {
            timer.after(rhythm.heartbeat(), this::next);
            return;
        }
        EventPosition before = position;
        client.eventsFrom(
                        session.get(),
                        classes,
                        before.token(),
                        rhythm.seldom(),
                        rhythm.seldom().plus(rhythm.heartbeat()))
                .whenCompleteAsync(
                        (batch, error) -> {
                            if (stopped) {
                                return;
                            }
                            if (error == null) {
                                take(batch, before);
                            } else {
                                lost(XapiException.of(error));
                            }
                        },
                        timer);
    }

    private void take(EventBatch batch, EventPosition before) {
        heardAt = timer.now();
        boolean anew = before.token().isEmpty();
        List<Event> events = new ArrayList<>(batch.events());
        if (anew) {
            events.addAll(census.deletedBy(batch.events()));
        } else {
            census.take(batch.events());
        }
        boolean missed = !census.agreesWith(batch.counts());
        if (missed && anew) {
            LOG.warn("the master counts otherwise than it tells pool={}", pool.name());
            census.settleFor(batch.counts());
        }
        position = position.at(batch.token(), census.toText());
        listener.heard(new Heard(anew, events, before, position));
        if (missed && !anew) {
            LOG.warn("an event was missed, everything is asked anew pool={}", pool.name());
            position = position.anew();
        }
        timer.after(PAUSE, this::next);
    }

    /** The master is gone, or has forgotten the session: who is master now is asked afresh. */
    private void lost(XapiException trouble) {
        listener.failed(trouble.kind());
        LOG.info("events end pool={} master={}: {}", pool.name(), position.master(), trouble.kind());
        session.ifPresent(open -> client.logout(open, rhythm.deadline()));
        session = Optional.empty();
        timer.after(rhythm.heartbeat(), this::find);
    }
}
