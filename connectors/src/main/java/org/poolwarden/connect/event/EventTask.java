package org.poolwarden.connect.event;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.poolwarden.connect.event.EventWatch.Heard;
import org.poolwarden.connect.pool.Offsets;
import org.poolwarden.connect.pool.Outbox;
import org.poolwarden.connect.pool.PoolAccess;
import org.poolwarden.connect.pool.PoolClients;
import org.poolwarden.connect.pool.Rhythm;
import org.poolwarden.connect.pool.SourceMeters;
import org.poolwarden.schema.XapiEvent;
import org.poolwarden.xapi.XapiException;

/** The shell around {@link EventWatch}: takes batches from its thread and hands them to Connect with their positions. */
public final class EventTask extends SourceTask {

    private static final Duration POLL = Duration.ofMillis(500);

    private record Batch(String pool, Heard heard) {}

    /** Asked by whoever shows the meters, too. */
    private final List<EventWatch> watches = new CopyOnWriteArrayList<>();

    private PoolClients clients;
    private Outbox<Batch> outbox;
    private Serializer<XapiEvent> serializer;

    @Override
    public void start(Map<String, String> props) {
        ConfigDef def = EventConfig.definition(props);
        clients = new PoolClients("event-timer", def, props);
        outbox = new Outbox<>(clients.timer());
        SourceMeters<XapiException.Kind> meters =
                new SourceMeters<>(context.pluginMetrics(), "calls", XapiException.Kind.class, this::behind);
        serializer = clients.codec().serializer(clients.topics().events());
        List<String> classes = new AbstractConfig(def, props, false).getList(EventConfig.CLASSES);
        Rhythm rhythm = clients.rhythm();
        for (PoolAccess pool : clients.pools()) {
            EventPosition position =
                    EventPosition.of(context.offsetStorageReader().offset(Offsets.partition(pool.name())));
            EventWatch watch = new EventWatch(
                    pool,
                    classes,
                    position,
                    rhythm,
                    clients.xapi(),
                    clients.timer(),
                    outbox::hasRoom,
                    new Told(pool.name(), meters));
            watch.start(rhythm.heartbeat()
                    .multipliedBy(watches.size())
                    .dividedBy(clients.pools().size()));
            watches.add(watch);
        }
    }

    private Duration behind() {
        return watches.stream()
                .map(EventWatch::behind)
                .reduce(outbox.behind(), (one, other) -> one.compareTo(other) > 0 ? one : other);
    }

    /** Counts what a watch hears, and keeps it for Connect. */
    private final class Told implements EventWatch.Listener {
        private final String pool;
        private final SourceMeters<XapiException.Kind> meters;

        private Told(String pool, SourceMeters<XapiException.Kind> meters) {
            this.pool = pool;
            this.meters = meters;
        }

        @Override
        public void heard(Heard heard) {
            meters.asked();
            if (!heard.events().isEmpty()) {
                meters.heard(clients.timer().now());
            }
            outbox.put(new Batch(pool, heard));
        }

        @Override
        public void failed(XapiException.Kind kind) {
            meters.asked();
            meters.failed(kind);
        }
    }

    @Override
    public List<SourceRecord> poll() throws InterruptedException {
        List<SourceRecord> records = new ArrayList<>();
        outbox.take(POLL).forEach(batch -> records.addAll(records(batch)));
        return records;
    }

    /** The new position goes with the last record only: whoever stops in between begins again before the batch. */
    private List<SourceRecord> records(Batch batch) {
        List<XapiEvent> events =
                new EventRecords(batch.pool).of(batch.heard, clients.timer().now());
        List<SourceRecord> records = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            boolean last = i == events.size() - 1;
            EventPosition position = last ? batch.heard.after() : batch.heard.before();
            records.add(record(batch.pool, events.get(i), position));
        }
        return records;
    }

    private SourceRecord record(String pool, XapiEvent event, EventPosition position) {
        String topic = clients.topics().events().name();
        return new SourceRecord(
                Offsets.partition(pool),
                position.toOffset(),
                topic,
                Schema.STRING_SCHEMA,
                pool,
                Schema.BYTES_SCHEMA,
                serializer.serialize(topic, event));
    }

    @Override
    public void stop() {
        watches.forEach(EventWatch::stop);
        if (clients != null) {
            clients.closeSoon();
        }
    }

    @Override
    public String version() {
        return AppInfoParser.getVersion();
    }
}
