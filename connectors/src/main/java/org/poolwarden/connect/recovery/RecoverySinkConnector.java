package org.poolwarden.connect.recovery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;
import org.poolwarden.connect.pool.PoolsConfig;

/**
 * Carries recovery commands out. Its topics are those of commands, policies and findings; they have equal partition
 * counts, so one task sees all of a pool.
 */
public final class RecoverySinkConnector extends SinkConnector {

    private Map<String, String> props = Map.of();

    @Override
    public void start(Map<String, String> props) {
        this.props = Map.copyOf(props);
        PoolsConfig.pools(RecoverySinkConfig.definition(props), props);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return RecoverySinkTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        List<Map<String, String>> configs = new ArrayList<>();
        for (int task = 0; task < maxTasks; task++) {
            Map<String, String> config = new HashMap<>(props);
            config.put(RecoverySinkConfig.TASK, String.valueOf(task));
            configs.add(config);
        }
        return configs;
    }

    @Override
    public void stop() {
        props = Map.of();
    }

    @Override
    public ConfigDef config() {
        return RecoverySinkConfig.definition(Map.of());
    }

    @Override
    public Config validate(Map<String, String> props) {
        return PoolsConfig.validate(RecoverySinkConfig.definition(props), props);
    }

    @Override
    public String version() {
        return AppInfoParser.getVersion();
    }
}
