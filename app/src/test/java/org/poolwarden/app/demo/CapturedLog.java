package org.poolwarden.app.demo;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.Property;

/** Everything that any part of this process logs from INFO up, instead of the terminal. */
final class CapturedLog extends AbstractAppender implements AutoCloseable {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final LoggerContext context = LoggerContext.getContext(false);

    private CapturedLog() {
        super("captured", null, null, false, Property.EMPTY_ARRAY);
    }

    static CapturedLog begin() {
        CapturedLog log = new CapturedLog();
        log.begin(log.context.getConfiguration());
        return log;
    }

    private void begin(Configuration configuration) {
        start();
        configuration.getRootLogger().removeAppender("stderr");
        configuration.getRootLogger().addAppender(this, Level.INFO, null);
        configuration.getLoggers().values().forEach(logger -> logger.setLevel(Level.INFO));
        context.updateLoggers();
    }

    @Override
    public void append(LogEvent event) {
        lines.add(event.getLoggerName() + " " + event.getMessage().getFormattedMessage() + " " + event.getThrown());
    }

    List<String> lines() {
        return lines;
    }

    /** Logging is again as its configuration says. */
    @Override
    public void close() {
        context.reconfigure();
    }
}
