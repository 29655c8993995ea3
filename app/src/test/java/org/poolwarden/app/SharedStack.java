package org.poolwarden.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.poolwarden.app.embedded.EmbeddedStack;
import org.poolwarden.app.embedded.Ports;
import org.poolwarden.app.run.StartException;
import org.poolwarden.failover.Tolerance;

/** One embedded stack for all test classes that ask for it; it ends with the last of them. */
final class SharedStack implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == EmbeddedStack.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(SharedStack.class))
                .getOrComputeIfAbsent(Running.class, key -> new Running(), Running.class)
                .stack;
    }

    private static final class Running implements AutoCloseable {

        private final EmbeddedStack stack;

        private Running() {
            try {
                Path dir = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "stack");
                Tolerance tolerance =
                        new Tolerance(Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ofMinutes(1));
                stack = EmbeddedStack.start(dir, Ports.free(), tolerance, part -> {});
            } catch (IOException | StartException e) {
                throw new IllegalStateException("no stack to test on", e);
            } catch (InterruptedException e) {
                throw new IllegalStateException("told to stop", e);
            }
        }

        @Override
        public void close() {
            stack.close();
        }
    }
}
