package org.poolwarden.app.completion;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Where a command line expects a pool: after a verb, or after an option of it. A new verb is found by what its parameter
 * is called.
 */
final class PoolWords {

    private static final String POOL = "POOL";

    private final List<String> one = new ArrayList<>();
    private final List<String> many = new ArrayList<>();
    private final List<String> options = new ArrayList<>();
    private final TreeSet<String> valued = new TreeSet<>();
    private final TreeSet<String> groups = new TreeSet<>();

    PoolWords(CommandLine command) {
        command.getSubcommands().forEach((name, verb) -> look(name, verb));
    }

    private void look(String path, CommandLine verb) {
        CommandSpec spec = verb.getCommandSpec();
        for (PositionalParamSpec parameter : spec.positionalParameters()) {
            if (parameter.paramLabel().equals(POOL)) {
                (parameter.index().max() > 0 ? many : one).add(path);
            }
        }
        for (OptionSpec option : spec.options()) {
            for (String name : option.names()) {
                if (option.paramLabel().equals(POOL)) {
                    options.add(path + " " + name);
                }
                if (option.arity().max() > 0) {
                    valued.add(name);
                }
            }
        }
        if (!verb.getSubcommands().isEmpty()) {
            groups.add(path);
        }
        verb.getSubcommands().forEach((name, inner) -> look(path + " " + name, inner));
    }

    /** Verbs that take one pool. */
    List<String> takingOne() {
        return List.copyOf(one);
    }

    /** Verbs that take any number of pools. */
    List<String> takingMany() {
        return List.copyOf(many);
    }

    /** {@code approve --pool} */
    List<String> takingByOption() {
        return List.copyOf(options);
    }

    /** Options that are followed by a value. */
    List<String> valued() {
        return List.copyOf(valued);
    }

    /** Verbs that are followed by another one. */
    List<String> groups() {
        return List.copyOf(groups);
    }
}
