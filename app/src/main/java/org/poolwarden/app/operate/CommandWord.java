package org.poolwarden.app.operate;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.poolwarden.app.spelling.Nearest;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.Finding;
import org.poolwarden.schema.WithheldCommand;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which command of which pool a person speaks of. */
public final class CommandWord {

    @Parameters(
            index = "0",
            paramLabel = "COMMAND",
            description = "FENCE, PROMOTE, RECOVER_SLAVES, REPOINT, DECLARE_DEAD, START_VMS or DESIGNATE.")
    private String command;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "HOST",
            description = "The host it is about, by name or address, or POOL/HOST. Default: the one that the last"
                    + " finding names.")
    private Optional<String> host;

    @Option(
            names = "--pool",
            paramLabel = "POOL",
            description = "Needed where more than one pool has an open incident.")
    private Optional<String> pool;

    @Option(
            names = "--epoch",
            paramLabel = "N",
            description = "The epoch you have seen; the processors refuse another. Default: the last finding's.")
    private Optional<Long> epoch;

    /**
     * As a form says it.
     *
     * @param host empty for the one that the last finding names
     * @param epoch the one that the person has seen
     */
    public static CommandWord of(String pool, String command, Optional<String> host, Optional<Long> epoch) {
        CommandWord word = new CommandWord();
        word.pool = Optional.of(pool);
        word.command = command;
        word.host = host;
        word.epoch = epoch;
        return word;
    }

    /** What a word is about, found in the present state. */
    record Subject(KnownPool pool, CommandKind command, Optional<KnownHost> host, Optional<Long> epoch) {

        /** {@code PROMOTE of beta (10.0.0.12)}. */
        String name() {
            return command + host.map(h -> " of " + h.inFull()).orElse(" of any host");
        }

        /** What holds back the command that is meant. */
        List<WithheldCommand> withheld() {
            return withheld(pool.withheld());
        }

        /** An approval of PROMOTE chooses the host, whoever was chosen before; other commands are about one host. */
        List<WithheldCommand> withheld(List<WithheldCommand> all) {
            return all.stream()
                    .filter(held -> held.getCommand() == command)
                    .filter(held -> command == CommandKind.PROMOTE
                            || host.isEmpty()
                            || held.getHost().equals(host.map(KnownHost::address)))
                    .toList();
        }
    }

    /**
     * @throws Trouble for an unknown command, pool or host, or where it is not clear which one is meant
     */
    Subject in(KnownPools pools) throws Trouble {
        CommandKind kind = kind();
        KnownPool meant = pool(pools);
        Optional<KnownHost> about = host.isPresent()
                ? Optional.of(meant.requireHost(withoutPool(host.get(), meant)))
                : only(kind, meant).flatMap(meant::host);
        if (kind == CommandKind.DESIGNATE && about.isEmpty()) {
            throw Trouble.usage("DESIGNATE needs a HOST: the one that shall be master");
        }
        return new Subject(meant, kind, about, epoch.or(() -> meant.finding().map(Finding::getEpoch)));
    }

    private CommandKind kind() throws Trouble {
        List<String> known = Arrays.stream(CommandKind.values())
                .filter(kind -> kind != CommandKind.UNSPECIFIED)
                .map(Enum::name)
                .toList();
        String word = command.toUpperCase(Locale.ROOT).replace('-', '_');
        if (!known.contains(word)) {
            throw Trouble.usage(Nearest.unknown("command", command, known));
        }
        return CommandKind.valueOf(word);
    }

    private KnownPool pool(KnownPools pools) throws Trouble {
        if (pool.isPresent()) {
            return pools.called(pool.get());
        }
        List<KnownPool> candidates = pools.all();
        if (host.isPresent()) {
            List<String> names =
                    pools.hosts(host.get()).stream().map(KnownHost::pool).toList();
            candidates = candidates.stream()
                    .filter(known -> names.contains(known.name()))
                    .toList();
        }
        List<KnownPool> open =
                candidates.stream().filter(KnownPool::hasOpenIncident).toList();
        if (candidates.size() == 1) {
            return candidates.get(0);
        }
        if (open.size() == 1) {
            return open.get(0);
        }
        throw Trouble.usage(
                open.isEmpty()
                        ? "no pool has an open incident: say which one with --pool"
                        : "these pools have an open incident, say which one with --pool: "
                                + Nearest.list(
                                        open.stream().map(KnownPool::name).toList()));
    }

    private static String withoutPool(String word, KnownPool pool) {
        String path = pool.name() + "/";
        return word.startsWith(path) ? word.substring(path.length()) : word;
    }

    /** The host that the finding names for a command, if it is one. */
    private static Optional<String> only(CommandKind kind, KnownPool pool) {
        List<String> hosts = pool.withheld().stream()
                .filter(held -> held.getCommand() == kind)
                .flatMap(held -> held.getHost().stream())
                .distinct()
                .toList();
        return hosts.size() == 1 ? Optional.of(hosts.get(0)) : Optional.empty();
    }
}
