package org.poolwarden.connect.alert;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;

/**
 * Hands alerts to an Alertmanager or to a webhook. Its topic is that of alerts.
 *
 * <p>It has one task, whatever {@code tasks.max} says: the alerts of a pool lie in several partitions, and are told in
 * order only by one who reads all of them.
 */
public final class AlertSinkConnector extends SinkConnector {

    private Map<String, String> props = Map.of();

    @Override
    public void start(Map<String, String> props) {
        this.props = Map.copyOf(props);
        AlertSinkConfig.of(props);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return AlertSinkTask.class;
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
        return AlertSinkKeys.definition();
    }

    @Override
    public Config validate(Map<String, String> props) {
        return AlertSinkConfig.validate(props);
    }

    @Override
    public String version() {
        return AppInfoParser.getVersion();
    }
}
