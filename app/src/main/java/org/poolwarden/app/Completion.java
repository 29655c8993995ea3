package org.poolwarden.app;

import java.util.concurrent.Callable;
import org.poolwarden.app.completion.ShellScript;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code poolwarden completion SHELL}: what a shell must know to complete verbs, options and pools. */
@Command(
        name = "completion",
        description = "Prints a script that lets a shell complete verbs, options and the names of pools.",
        footer = {
            "",
            "bash: source <(poolwarden completion bash), in ~/.bashrc. zsh: the same with zsh, in ~/.zshrc, after"
                    + " compinit. Names of pools come from Kafka as --config or POOLWARDEN_CONFIG say."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:done", "2:no such shell"})
final class Completion implements Callable<Integer> {

    /** Shells that read the script. */
    enum Shell {
        bash,
        zsh
    }

    @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
    private Shell shell;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().getOut().print(ShellScript.of(spec.root().commandLine()));
        spec.commandLine().getOut().flush();
        return 0;
    }
}
