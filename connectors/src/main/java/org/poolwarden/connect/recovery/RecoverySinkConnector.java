package org.poolwarden.connect.recovery;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;

/**
 * Carries recovery commands out. Its topics are those of commands, policies and findings.
 *
 * <p>It has one task, whatever {@code tasks.max} says: its limits hold over all pools, and the journal of a task that
 * still runs somewhere is fenced by the one that takes its place.
 */
public final class RecoverySinkConnector extends SinkConnector {

    private Map<String, String> props = Map.of();

    @Override
    public void start(Map<String, String> props) {
        this.props = Map.copyOf(props);
        RecoverySinkConfig.demandSound(props);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return RecoverySinkTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return List.of(props);
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
        return RecoverySinkConfig.validate(props);
    }

    @Override
    public String version() {
        return AppInfoParser.getVersion();
    }
}
