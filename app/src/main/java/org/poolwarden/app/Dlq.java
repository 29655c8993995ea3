package org.poolwarden.app;

import picocli.CommandLine.Command;

/** {@code poolwarden dlq list|show|replay}: what did not decode, or was not accepted. */
@Command(
        name = "dlq",
        description = "Shows dead letters, and puts them back once their reason is gone.",
        subcommands = {DlqList.class, DlqShow.class, DlqReplay.class},
        synopsisSubcommandLabel = "COMMAND")
final class Dlq {}
