package org.poolwarden.connect.heartbeat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.SourceConnector;
import org.poolwarden.connect.pool.PoolsConfig;

/** Interviews every host of its pools and writes what they answer. Pools are split among tasks, hosts never. */
public final class HeartbeatConnector extends SourceConnector {

    private Map<String, String> props = Map.of();

    @Override
    public void start(Map<String, String> props) {
        this.props = Map.copyOf(props);
        PoolsConfig.pools(HeartbeatConfig.definition(props), props);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return HeartbeatTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return PoolsConfig.shares(props, maxTasks);
    }

    /** An interview cannot be read again: an offset only keeps incarnations in order. */
    @Override
    public boolean alterOffsets(Map<String, String> props, Map<Map<String, ?>, Map<String, ?>> offsets) {
        return HeartbeatTask.FORM.check(props, offsets);
    }

    @Override
    public void stop() {
        props = Map.of();
    }

    @Override
    public ConfigDef config() {
        return HeartbeatConfig.definition(Map.of());
    }

    @Override
    public Config validate(Map<String, String> props) {
        return PoolsConfig.validate(HeartbeatConfig.definition(props), props);
    }

    @Override
    public String version() {
        return AppInfoParser.getVersion();
    }
}
