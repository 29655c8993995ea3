package org.poolwarden.connect.heartbeat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.poolwarden.connect.pool.Instruments;
import org.poolwarden.connect.pool.Offsets;
import org.poolwarden.connect.pool.Offsets.Holds;
import org.poolwarden.connect.pool.Offsets.Of;
import org.poolwarden.connect.pool.Outbox;
import org.poolwarden.connect.pool.PoolAccess;
import org.poolwarden.connect.pool.PoolClients;
import org.poolwarden.connect.pool.Rhythm;
import org.poolwarden.connect.pool.SourceMeters;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.HostHeartbeat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The shell around {@link PoolInterviewer}: takes heartbeats from its thread and hands them to Connect. */
public final class HeartbeatTask extends SourceTask {

    private static final Logger LOG = LoggerFactory.getLogger(HeartbeatTask.class);
    private static final String INCARNATION = "incarnation";
    private static final String ROUND = "round";

    /** Of a source offset. */
    static final Offsets FORM = new Offsets(Of.POOL, Map.of(INCARNATION, Holds.COUNT, ROUND, Holds.COUNT));

    private static final Duration POLL = Duration.ofMillis(500);

    private final Function<PoolClients, Instruments> instruments;
    private final List<PoolInterviewer> interviewers = new ArrayList<>();
    private PoolClients clients;
    private Outbox<HostHeartbeat> outbox;
    private SourceMeters<Answer> meters;
    private WitnessWatch witnesses;
    private Serializer<HostHeartbeat> serializer;

    public HeartbeatTask() {
        this(PoolClients::instruments);
    }

    /**
     * @param instruments what hosts are asked with, where it is not what the configuration says
     */
    public HeartbeatTask(Function<PoolClients, Instruments> instruments) {
        this.instruments = instruments;
    }

    @Override
    public void start(Map<String, String> props) {
        ConfigDef def = HeartbeatConfig.definition(props);
        clients = new PoolClients("heartbeat-timer", def, props);
        outbox = Outbox.forgetting(lifetime(), clients.timer());
        meters = new SourceMeters<>(context.pluginMetrics(), "interviews", Answer.class, outbox::behind);
        serializer = clients.codec().serializer(clients.topics().heartbeats());
        Rhythm rhythm = clients.rhythm();
        witnesses = new WitnessWatch(
                HeartbeatConfig.witnesses(new AbstractConfig(def, props, false)),
                rhythm,
                clients.doors(),
                clients.timer());
        String observer = new AbstractConfig(def, props, false).getString(HeartbeatConfig.OBSERVER);
        Observer self = new Observer(observer, incarnation(), new Surroundings(() -> witnesses.last()));
        Instruments asked = instruments.apply(clients);
        Ramp ramp = new Ramp(rhythm, clients.pools());
        int count = clients.pools().size();
        for (PoolAccess pool : clients.pools()) {
            PoolInterviewer interviewer = new PoolInterviewer(pool, self, rhythm, asked, clients.timer(), this::hear);
            interviewer.start(ramp.phase(interviewers.size()));
            interviewers.add(interviewer);
        }
        clients.timer().execute(witnesses::start);
        LOG.info("interviews begin observer={} pools={}", observer, count);
    }

    /** Later than every one before, also where the clock was set back between two starts. */
    private long incarnation() {
        long now = clients.timer().now().toEpochMilli();
        return clients.pools().stream()
                .map(pool -> context.offsetStorageReader().offset(Offsets.partition(pool.name())))
                .filter(offset -> offset != null && offset.get(INCARNATION) instanceof Number)
                .mapToLong(offset -> ((Number) offset.get(INCARNATION)).longValue() + 1)
                .reduce(now, Math::max);
    }

    private void hear(HostHeartbeat heartbeat) {
        meters.asked();
        switch (heartbeat.getAnswer()) {
            case MASTER, SLAVE -> meters.heard(clients.timer().now());
            case EMERGENCY,
                    TOOLSTACK_CLOSED,
                    BAD_CREDENTIALS,
                    OTHER_ERROR,
                    REFUSED,
                    UNREACHABLE,
                    TLS_FAILED,
                    SILENT,
                    UNSPECIFIED -> meters.failed(heartbeat.getAnswer());
        }
        outbox.put(heartbeat);
    }

    @Override
    public List<SourceRecord> poll() throws InterruptedException {
        List<HostHeartbeat> all = outbox.take(POLL);
        List<HostHeartbeat> fresh = all.stream().filter(this::isFresh).toList();
        if (fresh.size() < all.size()) {
            LOG.warn("{} heartbeats could not be written in time and say nothing any more", all.size() - fresh.size());
        }
        return fresh.stream().map(this::record).toList();
    }

    /** Ages are told by append time: a heartbeat that waited for Kafka would look younger than it is. */
    private boolean isFresh(HostHeartbeat heartbeat) {
        return heartbeat.getStartedAt().isAfter(clients.timer().now().minus(lifetime()));
    }

    private Duration lifetime() {
        return clients.rhythm().heartbeat().multipliedBy(2);
    }

    private SourceRecord record(HostHeartbeat heartbeat) {
        String topic = clients.topics().heartbeats().name();
        return new SourceRecord(
                Offsets.partition(heartbeat.getPool()),
                Map.of(INCARNATION, heartbeat.getIncarnation(), ROUND, heartbeat.getRound()),
                topic,
                Schema.STRING_SCHEMA,
                heartbeat.getPool(),
                Schema.BYTES_SCHEMA,
                serializer.serialize(topic, heartbeat));
    }

    @Override
    public void stop() {
        interviewers.forEach(PoolInterviewer::stop);
        if (clients != null) {
            clients.timer().execute(() -> {
                if (witnesses != null) {
                    witnesses.stop();
                }
                clients.closeSoon();
            });
        }
    }

    @Override
    public String version() {
        return AppInfoParser.getVersion();
    }
}
