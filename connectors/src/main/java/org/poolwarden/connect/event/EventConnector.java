package org.poolwarden.connect.event;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;
import org.poolwarden.connect.pool.PoolsConfig;

/** Tells what changes in each pool, as its master says it. Pools are split among tasks. */
public final class EventConnector extends SourceConnector {

    private Map<String, String> props = Map.of();

    @Override
    public void start(Map<String, String> props) {
        this.props = Map.copyOf(props);
        PoolsConfig.pools(EventConfig.definition(props), props);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return EventTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return PoolsConfig.shares(props, maxTasks);
    }

    /** A position is written with the records it follows: none is lost, and none comes twice. */
    @Override
    public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> props) {
        return ExactlyOnceSupport.SUPPORTED;
    }

    /** Positions are one map of text for each pool; removing one tells everything anew. */
    @Override
    public boolean alterOffsets(Map<String, String> props, Map<Map<String, ?>, Map<String, ?>> offsets) {
        return EventPosition.FORM.check(props, offsets);
    }

    @Override
    public void stop() {
        props = Map.of();
    }

    @Override
    public ConfigDef config() {
        return EventConfig.definition(Map.of());
    }

    @Override
    public Config validate(Map<String, String> props) {
        return PoolsConfig.validate(EventConfig.definition(props), props);
    }

    @Override
    public String version() {
        return AppInfoParser.getVersion();
    }
}
