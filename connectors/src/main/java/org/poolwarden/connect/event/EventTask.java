package org.poolwarden.connect.event;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.poolwarden.connect.event.EventWatch.Heard;
import org.poolwarden.connect.pool.PoolAccess;
import org.poolwarden.connect.pool.PoolClients;
import org.poolwarden.connect.pool.Rhythm;
import org.poolwarden.schema.XapiEvent;

/** The shell around {@link EventWatch}: takes batches from its thread and hands them to Connect with their positions. */
public final class EventTask extends SourceTask {

    private static final Duration POLL = Duration.ofMillis(500);
    /** Batches that may wait for Kafka; then masters are not asked for more. */
    private static final int WAITING = 100;

    private record Batch(String pool, Heard heard) {}

    private final BlockingQueue<Batch> batches = new LinkedBlockingQueue<>();
    private final List<EventWatch> watches = new ArrayList<>();
    private PoolClients clients;
    private Serializer<XapiEvent> serializer;

    @Override
    public void start(Map<String, String> props) {
        ConfigDef def = EventConfig.definition(props);
        clients = new PoolClients("event-timer", def, props);
        serializer = clients.codec().serializer(clients.topics().events());
        List<String> classes = new AbstractConfig(def, props, false).getList(EventConfig.CLASSES);
        Rhythm rhythm = clients.rhythm();
        for (PoolAccess pool : clients.pools()) {
            EventPosition position =
                    EventPosition.of(context.offsetStorageReader().offset(partition(pool.name())));
            EventWatch watch = new EventWatch(
                    pool,
                    classes,
                    position,
                    rhythm,
                    clients.xapi(),
                    clients.timer(),
                    () -> batches.size() < WAITING,
                    heard -> batches.add(new Batch(pool.name(), heard)));
            watch.start(rhythm.heartbeat()
                    .multipliedBy(watches.size())
                    .dividedBy(clients.pools().size()));
            watches.add(watch);
        }
    }

    @Override
    public List<SourceRecord> poll() throws InterruptedException {
        Batch batch = batches.poll(POLL.toMillis(), TimeUnit.MILLISECONDS);
        return batch == null ? List.of() : records(batch);
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
                partition(pool),
                position.toOffset(),
                topic,
                Schema.STRING_SCHEMA,
                pool,
                Schema.BYTES_SCHEMA,
                serializer.serialize(topic, event));
    }

    private static Map<String, String> partition(String pool) {
        return Map.of("pool", pool);
    }

    @Override
    public void stop() {
        watches.forEach(EventWatch::stop);
        if (clients != null) {
            clients.timer().execute(clients::close);
        }
    }

    @Override
    public String version() {
        return AppInfoParser.getVersion();
    }
}
