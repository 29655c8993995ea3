package org.poolwarden.app.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.config.ConfigException;
import org.poolwarden.app.run.RunConfig;

/** Can the processors' configuration be read, and are its values right? */
record ConfigurationLook(Path file) {

    private static final String SUBJECT = "configuration";
    private static final String DOCUMENT = "docs/configuration.md has every key";

    /** What stands there; empty when it cannot be used. */
    Optional<RunConfig> look(Consumer<CheckLine> lines) {
        try {
            RunConfig config = RunConfig.read(file);
            lines.accept(CheckLine.ok(SUBJECT, file + " is right"));
            lines.accept(state(config.stateDir()));
            return Optional.of(config);
        } catch (IOException e) {
            lines.accept(CheckLine.fail(SUBJECT, "cannot be read: " + e, "poolwarden init writes one"));
        } catch (ConfigException e) {
            e.getMessage()
                    .lines()
                    .forEach(
                            wrong -> lines.accept(CheckLine.fail(SUBJECT, wrong, "correct " + file + "; " + DOCUMENT)));
        }
        return Optional.empty();
    }

    /** Stores are made at the start: what is there already must take them. */
    private static CheckLine state(Path dir) {
        Path there = dir.toAbsolutePath();
        while (!Files.exists(there)) {
            there = there.getParent();
        }
        return Files.isDirectory(there) && Files.isWritable(there)
                ? CheckLine.ok("state.dir", dir + " can be written")
                : CheckLine.fail(
                        "state.dir",
                        there + " cannot be written",
                        "choose another state.dir, or let the user of poolwarden run write there");
    }
}
