package org.poolwarden.app;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.poolwarden.app.completion.PoolNames;
import org.poolwarden.app.operate.Session;
import org.poolwarden.app.operate.TimeConverter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code poolwarden pool-names}: for shells; silent when there is nothing to say. */
@Command(name = "pool-names", hidden = true, description = "Prints the names of pools, one a line.")
final class PoolNamesVerb implements Callable<Integer> {

    @Mixin
    private Session session;

    @Option(
            names = "--within",
            paramLabel = "TIME",
            defaultValue = "2s",
            converter = TimeConverter.class,
            description = "How long a person waits. Default: ${DEFAULT-VALUE}.")
    private Duration limit;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        new PoolNames(session).within(limit).forEach(spec.commandLine().getOut()::println);
        return 0;
    }
}
