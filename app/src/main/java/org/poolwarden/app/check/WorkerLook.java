package org.poolwarden.app.check;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.common.config.ConfigException;
import org.poolwarden.connect.worker.WorkerCheck;

/** Has a worker what the connectors need? Its REST API does not tell, so its file is read. */
record WorkerLook(Path file) {

    private static final String SUBJECT = "worker";

    /** What stands there; empty when it cannot be read. */
    Map<String, String> look(Consumer<CheckLine> lines) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            lines.accept(CheckLine.fail(SUBJECT, file + " cannot be read: " + e, "name the worker's properties file"));
            return Map.of();
        }
        Map<String, String> worker = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> worker.put(name, properties.getProperty(name)));
        try (WorkerCheck check = new WorkerCheck()) {
            check.configure(worker);
            lines.accept(CheckLine.ok(SUBJECT, "the tasks of a lost worker move soon enough"));
        } catch (ConfigException e) {
            lines.accept(CheckLine.fail(
                    SUBJECT, e.getMessage(), "session.timeout.ms=6000," + " scheduled.rebalance.max.delay.ms=0"));
        }
        lines.accept(
                worker.getOrDefault("rest.extension.classes", "").contains(WorkerCheck.class.getName())
                        ? CheckLine.ok(SUBJECT, "checks that itself at every start")
                        : CheckLine.warn(
                                SUBJECT,
                                "does not check that itself",
                                "rest.extension.classes=" + WorkerCheck.class.getName()));
        lines.accept(
                worker.getOrDefault("exactly.once.source.support", "disabled").equals("enabled")
                        ? CheckLine.ok(SUBJECT, "events and disks come exactly once")
                        : CheckLine.warn(
                                SUBJECT,
                                "after a crash events and disk samples come twice",
                                "exactly.once.source.support=enabled; on a running cluster first preparing, everywhere"));
        lines.accept(
                worker.containsKey("config.providers")
                        ? CheckLine.ok(SUBJECT, "has a provider for secrets")
                        : CheckLine.warn(
                                SUBJECT,
                                "has no provider for secrets: passwords would lie in Connect's topics",
                                "config.providers=file, and its class"));
        return worker;
    }
}
