package org.poolwarden.connect.worker;

import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.rest.ConnectRestExtension;
import org.apache.kafka.connect.rest.ConnectRestExtensionContext;

/**
 * Looks at the worker's own configuration at its start, for a worker that names it in {@code rest.extension.classes}:
 * the tasks of a worker that is lost must move within ten seconds. By default they wait for five minutes, and their
 * pools are watched by nobody.
 */
public final class WorkerCheck implements ConnectRestExtension {

    private static final String DELAY = "scheduled.rebalance.max.delay.ms";
    private static final int DEFAULT_DELAY_MS = 300_000;
    private static final int LONGEST_DELAY_MS = 10_000;

    /** As Connect's workers define it. */
    private static final ConfigDef WORKER =
            new ConfigDef().define(DELAY, Type.INT, DEFAULT_DELAY_MS, Importance.LOW, "");

    @Override
    public void configure(Map<String, ?> config) {
        int delay = new AbstractConfig(WORKER, config, false).getInt(DELAY);
        if (delay > LONGEST_DELAY_MS) {
            throw new ConfigException(
                    DELAY,
                    delay,
                    "expected at most " + LONGEST_DELAY_MS + ": a lost worker's pools are watched by"
                            + " nobody for so long");
        }
    }

    @Override
    public void register(ConnectRestExtensionContext context) {
        // There is nothing to serve.
    }

    @Override
    public void close() {
        // Nothing was opened.
    }

    @Override
    public String version() {
        return AppInfoParser.getVersion();
    }
}
