package org.poolwarden.connect.disk;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;
import org.poolwarden.connect.pool.PoolsConfig;

/** Tells what the disks of each host do, as the host itself says. Pools are split among tasks. */
public final class DiskConnector extends SourceConnector {

    private Map<String, String> props = Map.of();

    @Override
    public void start(Map<String, String> props) {
        this.props = Map.copyOf(props);
        PoolsConfig.pools(DiskConfig.definition(props), props);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return DiskTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return PoolsConfig.shares(props, maxTasks);
    }

    /** The last row's time is written with the row: none is lost, and none comes twice. */
    @Override
    public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> props) {
        return ExactlyOnceSupport.SUPPORTED;
    }

    @Override
    public boolean alterOffsets(Map<String, String> props, Map<Map<String, ?>, Map<String, ?>> offsets) {
        return DiskTask.FORM.check(props, offsets);
    }

    @Override
    public void stop() {
        props = Map.of();
    }

    @Override
    public ConfigDef config() {
        return DiskConfig.definition(Map.of());
    }

    @Override
    public Config validate(Map<String, String> props) {
        return PoolsConfig.validate(DiskConfig.definition(props), props);
    }

    @Override
    public String version() {
        return AppInfoParser.getVersion();
    }
}
