package org.poolwarden.app.completion;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import picocli.AutoComplete;
import picocli.CommandLine;

/** The script that a shell reads at its start. */
public final class ShellScript {

    private static final String NOBODY = "''";

    private ShellScript() {}

    /** For bash, and for zsh, which reads it with bashcompinit. */
    public static String of(CommandLine poolwarden) {
        PoolWords words = new PoolWords(poolwarden);
        return AutoComplete.bash(poolwarden.getCommandName(), poolwarden)
                + pools().replace("@ONE@", patterns(words.takingOne()))
                        .replace("@MANY@", patterns(words.takingMany()))
                        .replace("@OPTIONS@", patterns(words.takingByOption()))
                        .replace("@VALUED@", patterns(words.valued()))
                        .replace("@GROUPS@", patterns(words.groups()));
    }

    /** As a {@code case} has them; one that nothing matches where there is none. */
    private static String patterns(List<String> words) {
        return words.isEmpty()
                ? NOBODY
                : words.stream().map(word -> "'" + word + "'").collect(Collectors.joining("|"));
    }

    private static String pools() {
        try (InputStream script = ShellScript.class.getResourceAsStream("pools.bash")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("pools.bash is part of this jar", e);
        }
    }
}
