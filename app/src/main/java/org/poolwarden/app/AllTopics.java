package org.poolwarden.app;

import picocli.CommandLine.Command;

/** {@code poolwarden topics list|check|create}: poolwarden's topics on your Kafka. */
@Command(
        name = "topics",
        description = "Shows, checks and makes the topics.",
        subcommands = {TopicsList.class, TopicsCheck.class, TopicsCreate.class},
        synopsisSubcommandLabel = "COMMAND")
final class AllTopics {}
