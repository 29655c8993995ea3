package org.poolwarden.connect.event;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
 * and when the counts of objects show that an event was missed: event.from never says that itself.
 */
final class EventWatch {

    private static final Logger LOG = LoggerFactory.getLogger(EventWatch.class);
    /** From one answer to the next call: changes that come together are told together. */
    private static final Duration PAUSE = Duration.ofMillis(200);

    /**
     * What was heard at once.
     *
     * @param resync whether everything is told anew
     * @param before position to begin again from while not all of it is delivered
     * @param after position once it is
     */
    record Heard(boolean resync, List<Event> events, EventPosition before, EventPosition after) {}

    /** Gets what was heard, on the timer's thread. */
    interface Listener {
        /** A batch; one that brought nothing too, for its token. */
        void heard(Heard heard);

        /** The master did not answer, or has forgotten the session. */
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
    private final Map<String, Set<String>> known = new HashMap<>();
    private EventPosition position;
    private boolean complete;
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
    }

    void start(Duration phase) {
        timer.after(phase, this::find);
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
        search.attempt().thenAccept(found -> {
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
        EventPosition identity = EventPosition.beginningOn(master.master());
        if (!identity.isOn(position)) {
            position = identity;
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
        String token = position.token();
        client.eventsFrom(
                        session.get(),
                        classes,
                        token,
                        rhythm.seldom(),
                        rhythm.seldom().plus(rhythm.heartbeat()))
                .whenCompleteAsync(
                        (batch, error) -> {
                            if (stopped) {
                                return;
                            }
                            if (error == null) {
                                take(batch, token);
                            } else {
                                lost(XapiException.of(error));
                            }
                        },
                        timer);
    }

    private void take(EventBatch batch, String token) {
        boolean anew = token.isEmpty();
        if (anew) {
            known.clear();
            complete = true;
        }
        batch.events().forEach(this::remember);
        EventPosition before = position.at(token);
        position = position.at(batch.token());
        listener.heard(new Heard(anew, batch.events(), before, position));
        if (hasMissed(batch)) {
            LOG.warn("an event was missed, everything is asked anew pool={}", pool.name());
            position = position.at("");
        }
        timer.after(PAUSE, this::next);
    }

    private void remember(Event event) {
        Set<String> refs = known.computeIfAbsent(event.type(), type -> new HashSet<>());
        if (event.operation().equals("del")) {
            refs.remove(event.ref());
        } else {
            refs.add(event.ref());
        }
    }

    /** Counts say something only to who has heard everything since the beginning. Messages are not counted as rows. */
    private boolean hasMissed(EventBatch batch) {
        return complete
                && classes.stream()
                        .filter(type ->
                                !type.equals("message") && batch.counts().containsKey(type))
                        .anyMatch(type -> batch.counts().get(type)
                                != known.getOrDefault(type, Set.of()).size());
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
