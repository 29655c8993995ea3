package org.poolwarden.bench.interview;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.SourceConnector;
import org.poolwarden.connect.heartbeat.HeartbeatConnector;

/** The heartbeat connector in all but the transport of its tasks. */
public final class StockHeartbeatConnector extends SourceConnector {

    private final HeartbeatConnector heartbeats = new HeartbeatConnector();

    @Override
    public void start(Map<String, String> props) {
        heartbeats.start(props);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return StockHeartbeatTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return heartbeats.taskConfigs(maxTasks);
    }

    @Override
    public void stop() {
        heartbeats.stop();
    }

    @Override
    public ConfigDef config() {
        return heartbeats.config();
    }

    @Override
    public String version() {
        return heartbeats.version();
    }
}
