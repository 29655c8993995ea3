package org.poolwarden.connect.disk;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.poolwarden.connect.disk.HostPoll.Rows;
import org.poolwarden.connect.pool.Instruments;
import org.poolwarden.connect.pool.Offsets;
import org.poolwarden.connect.pool.Offsets.Holds;
import org.poolwarden.connect.pool.Offsets.Of;
import org.poolwarden.connect.pool.Outbox;
import org.poolwarden.connect.pool.PoolAccess;
import org.poolwarden.connect.pool.PoolClients;
import org.poolwarden.connect.pool.PoolHost;
import org.poolwarden.connect.pool.SourceMeters;
import org.poolwarden.schema.DiskSample;
import org.poolwarden.xapi.XapiException;
import org.poolwarden.xapi.rrd.RrdExport.Row;

/** The shell around {@link HostPoll}: takes rows from its thread and hands their records to Connect. */
public final class DiskTask extends SourceTask {

    /** Field of an offset: the end of the last row that was delivered, seconds by the host's clock. */
    private static final String LAST = "t";

    /** Of a source offset. */
    static final Offsets FORM = new Offsets(Of.HOST, Map.of(LAST, Holds.SECONDS));

    private static final Duration POLL = Duration.ofMillis(500);
    /** Hosts are not all asked at the same instant. */
    private static final int SLOTS = 20;

    /** Rows of one host, and where its disks lie. */
    private record Batch(PoolAccess pool, PoolHost host, Rows rows, PlacesWatch places) {}

    /** Asked by whoever shows the meters, too. */
    private final List<PoolPolls> polls = new CopyOnWriteArrayList<>();

    private PoolClients clients;
    private Outbox<Batch> outbox;
    private Serializer<DiskSample> serializer;
    private SourceMeters<XapiException.Kind> meters;
    private AbstractConfig config;
    private int begun;

    @Override
    public void start(Map<String, String> props) {
        ConfigDef def = DiskConfig.definition(props);
        config = new AbstractConfig(def, props, false);
        clients = new PoolClients("disk-timer", def, props);
        serializer = clients.codec().serializer(clients.topics().diskSamples());
        outbox = new Outbox<>(clients.timer());
        meters = new SourceMeters<>(context.pluginMetrics(), "polls", XapiException.Kind.class, this::behind);
        for (PoolAccess pool : clients.pools()) {
            PlacesWatch places = new PlacesWatch(pool, clients.rhythm(), clients.xapi(), clients.timer());
            polls.add(new PoolPolls(pool, places, clients.timer(), host -> begin(pool, host, places)));
            clients.timer().execute(places::start);
        }
    }

    private HostPoll begin(PoolAccess pool, PoolHost host, PlacesWatch places) {
        Optional<Long> last = Optional.ofNullable(
                        context.offsetStorageReader().offset(Offsets.partition(pool.name(), host.name())))
                .map(offset -> ((Number) offset.get(LAST)).longValue());
        Instruments instruments = clients.instruments();
        HostPoll poll = new HostPoll(
                host,
                pool.credentials(),
                last,
                DiskConfig.first(config),
                clients.rhythm(),
                instruments.xapi(),
                instruments.metrics(),
                clients.timer());
        Duration period = DiskConfig.poll(config);
        poll.start(
                period.multipliedBy(begun % SLOTS).dividedBy(SLOTS),
                period,
                outbox::hasRoom,
                new Counted(meters),
                rows -> {
                    meters.heard(clients.timer().now());
                    outbox.put(new Batch(pool, host, rows, places));
                });
        begun++;
        return poll;
    }

    private Duration behind() {
        return polls.stream()
                .map(PoolPolls::behind)
                .reduce(outbox.behind(), (one, other) -> one.compareTo(other) > 0 ? one : other);
    }

    private record Counted(SourceMeters<XapiException.Kind> meters) implements HostPoll.Listener {
        @Override
        public void looked() {
            meters.asked();
        }

        @Override
        public void failed(XapiException.Kind kind) {
            meters.failed(kind);
        }
    }

    /** Offsets of hosts that were found only now are read here, on Connect's thread. */
    @Override
    public List<SourceRecord> poll() throws InterruptedException {
        polls.forEach(PoolPolls::follow);
        List<SourceRecord> records = new ArrayList<>();
        for (Batch batch : outbox.take(POLL)) {
            records.addAll(records(batch));
        }
        return records;
    }

    /** A row's time goes with the last of its records only: whoever stops in between reads the row again. */
    private List<SourceRecord> records(Batch batch) {
        DiskRecords maker = new DiskRecords(batch.pool.name(), batch.host, batch.places.places());
        if (maker.meetsStrangers(batch.rows.export())) {
            clients.timer().execute(batch.places::isOutdated);
        }
        List<SourceRecord> records = new ArrayList<>();
        long before =
                batch.rows.before().orElse(batch.rows.export().rows().get(0).t() - 1);
        for (Row row : batch.rows.export().rows()) {
            List<DiskSample> samples = maker.of(batch.rows.export(), row);
            for (int i = 0; i < samples.size(); i++) {
                boolean last = i == samples.size() - 1;
                records.add(record(batch, samples.get(i), last ? row.t() : before));
            }
            before = row.t();
        }
        return records;
    }

    private SourceRecord record(Batch batch, DiskSample sample, long offset) {
        String topic = clients.topics().diskSamples().name();
        return new SourceRecord(
                Offsets.partition(batch.pool.name(), batch.host.name()),
                Map.of(LAST, offset),
                topic,
                Schema.STRING_SCHEMA,
                batch.pool.name(),
                Schema.BYTES_SCHEMA,
                serializer.serialize(topic, sample));
    }

    @Override
    public void stop() {
        if (clients != null) {
            clients.timer().execute(() -> {
                polls.forEach(PoolPolls::stop);
                clients.closeSoon();
            });
        }
    }

    @Override
    public String version() {
        return AppInfoParser.getVersion();
    }
}
