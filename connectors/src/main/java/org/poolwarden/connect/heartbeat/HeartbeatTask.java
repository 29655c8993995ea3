package org.poolwarden.connect.heartbeat;

import java.time.Duration;
import java.time.Instant;
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
import org.poolwarden.connect.pool.PoolAccess;
import org.poolwarden.connect.pool.PoolClients;
import org.poolwarden.connect.pool.Rhythm;
import org.poolwarden.schema.HostHeartbeat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The shell around {@link PoolInterviewer}: takes heartbeats from its thread and hands them to Connect. */
public final class HeartbeatTask extends SourceTask {

    private static final Logger LOG = LoggerFactory.getLogger(HeartbeatTask.class);
    private static final Duration POLL = Duration.ofMillis(500);

    private final BlockingQueue<HostHeartbeat> heard = new LinkedBlockingQueue<>();
    private final List<PoolInterviewer> interviewers = new ArrayList<>();
    private PoolClients clients;
    private WitnessWatch witnesses;
    private Serializer<HostHeartbeat> serializer;

    @Override
    public void start(Map<String, String> props) {
        ConfigDef def = HeartbeatConfig.definition(props);
        clients = new PoolClients("heartbeat-timer", def, props);
        serializer = clients.codec().serializer(clients.topics().heartbeats());
        Rhythm rhythm = clients.rhythm();
        witnesses = new WitnessWatch(
                HeartbeatConfig.witnesses(new AbstractConfig(def, props, false)), rhythm, clients.timer());
        String observer = new AbstractConfig(def, props, false).getString(HeartbeatConfig.OBSERVER);
        Observer self =
                new Observer(observer, clients.timer().now().toEpochMilli(), new Surroundings(() -> witnesses.last()));
        Ramp ramp = new Ramp(rhythm, clients.pools());
        int count = clients.pools().size();
        for (PoolAccess pool : clients.pools()) {
            PoolInterviewer interviewer =
                    new PoolInterviewer(pool, self, rhythm, clients.instruments(), clients.timer(), heard::add);
            interviewer.start(ramp.phase(interviewers.size()));
            interviewers.add(interviewer);
        }
        clients.timer().execute(witnesses::start);
        LOG.info("interviews begin observer={} pools={}", observer, count);
    }

    @Override
    public List<SourceRecord> poll() throws InterruptedException {
        HostHeartbeat first = heard.poll(POLL.toMillis(), TimeUnit.MILLISECONDS);
        if (first == null) {
            return List.of();
        }
        List<HostHeartbeat> all = new ArrayList<>(List.of(first));
        heard.drainTo(all);
        List<HostHeartbeat> fresh = all.stream().filter(this::isFresh).toList();
        if (fresh.size() < all.size()) {
            LOG.warn("{} heartbeats could not be written in time and say nothing any more", all.size() - fresh.size());
        }
        return fresh.stream().map(this::record).toList();
    }

    /** Ages are told by append time: a heartbeat that waited for Kafka would look younger than it is. */
    private boolean isFresh(HostHeartbeat heartbeat) {
        Instant oldest =
                clients.timer().now().minus(clients.rhythm().heartbeat().multipliedBy(2));
        return heartbeat.getStartedAt().isAfter(oldest);
    }

    private SourceRecord record(HostHeartbeat heartbeat) {
        String topic = clients.topics().heartbeats().name();
        return new SourceRecord(
                Map.of("pool", heartbeat.getPool()),
                Map.of("incarnation", heartbeat.getIncarnation(), "round", heartbeat.getRound()),
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
            clients.timer().execute(clients::close);
        }
    }

    @Override
    public String version() {
        return AppInfoParser.getVersion();
    }
}
