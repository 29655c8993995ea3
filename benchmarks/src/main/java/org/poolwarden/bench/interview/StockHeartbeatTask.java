package org.poolwarden.bench.interview;

import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.poolwarden.connect.heartbeat.HeartbeatTask;
import org.poolwarden.connect.pool.Instruments;
import org.poolwarden.connect.pool.PoolClients;
import org.poolwarden.xapi.XapiClient;

/** The heartbeat task with the library's own transport: the same interviews, questions, records and producer. */
public final class StockHeartbeatTask extends SourceTask {

    /** Of the connector's configuration; how many calls may be under way at once. */
    static final String THREADS = "stock.threads";

    private final HeartbeatTask heartbeats = new HeartbeatTask(this::instruments);
    private StockTransport transport;
    private int threads;

    private Instruments instruments(PoolClients clients) {
        transport = new StockTransport(threads);
        Instruments usual = clients.instruments();
        return new Instruments(new XapiClient(transport), usual.power(), usual.metrics());
    }

    @Override
    public void initialize(SourceTaskContext context) {
        heartbeats.initialize(context);
    }

    @Override
    public void start(Map<String, String> props) {
        threads = Integer.parseInt(props.get(THREADS));
        heartbeats.start(props);
    }

    @Override
    public List<SourceRecord> poll() throws InterruptedException {
        return heartbeats.poll();
    }

    @Override
    public void stop() {
        heartbeats.stop();
        if (transport != null) {
            transport.close();
        }
    }

    @Override
    public String version() {
        return heartbeats.version();
    }
}
