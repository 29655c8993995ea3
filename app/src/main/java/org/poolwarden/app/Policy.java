package org.poolwarden.app;

import picocli.CommandLine.Command;

/** {@code poolwarden policy get|set POOL}: what may be done to a pool, by whom and when. */
@Command(
        name = "policy",
        description = "Reads and writes what may be done to a pool.",
        subcommands = {PolicyGet.class, PolicySet.class},
        synopsisSubcommandLabel = "COMMAND")
final class Policy {}
