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
 * the tasks of a worker that is lost must move within ten seconds. By default its group takes ten seconds to notice and
 * then waits for five minutes, and pools are watched by nobody.
 */
public final class WorkerCheck implements ConnectRestExtension {

    private static final String SESSION = "session.timeout.ms";
    private static final String DELAY = "scheduled.rebalance.max.delay.ms";
    private static final int DEFAULT_SESSION_MS = 10_000;
    private static final int DEFAULT_DELAY_MS = 300_000;

    /** What is left of ten seconds is for the rebalance and the tasks' start. */
    private static final int LONGEST_MS = 8_000;

    /** As Connect's workers define them. */
    private static final ConfigDef WORKER = new ConfigDef()
            .define(SESSION, Type.INT, DEFAULT_SESSION_MS, Importance.HIGH, "")
            .define(DELAY, Type.INT, DEFAULT_DELAY_MS, Importance.LOW, "");

    @Override
    public void configure(Map<String, ?> config) {
        AbstractConfig worker = new AbstractConfig(WORKER, config, false);
        long unwatched = (long) worker.getInt(SESSION) + worker.getInt(DELAY);
        if (unwatched > LONGEST_MS) {
            throw new ConfigException(
                    DELAY,
                    worker.getInt(DELAY),
                    "with " + SESSION + " " + worker.getInt(SESSION)
                            + " a lost worker's pools are watched by nobody for "
                            + unwatched + " ms; expected both together at most " + LONGEST_MS
                            + ", for example 0 and 6000");
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
