package org.poolwarden.app.operate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.poolwarden.app.run.Reach;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One run of an operator's verb: where Kafka is, and who sits at the terminal. */
public final class Session {

    private final Terminal terminal;
    private final Clock clock;
    private final ObjectMapper json = new ObjectMapper();

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            defaultValue = "${env:POOLWARDEN_CONFIG}",
            description = "The file of poolwarden run; of it bootstrap.servers, schema.registry.url, topic.prefix,"
                    + " topic.partitions, replication.factor, application.id, broker.patience.ms, heartbeat.ms, deadline.ms, boot.allowance.ms and kafka.*"
                    + " count. Default: what POOLWARDEN_CONFIG says.")
    private Path config;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    public Session(Terminal terminal, Clock clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    /** The configuration's file. */
    public Path config() {
        return config;
    }

    /** Reads the configuration; Kafka is not asked yet. */
    public Cluster open() throws Trouble {
        return Cluster.open(reach(), clock, this::warn);
    }

    /** Where Kafka is, as the configuration says. */
    public Reach reach() throws Trouble {
        try {
            return Reach.read(config);
        } catch (IOException | ConfigException e) {
            throw Trouble.usage(config + ": " + (e instanceof IOException ? e : e.getMessage()));
        }
    }

    public Clock clock() {
        return clock;
    }

    /** By this machine's clock. */
    public Instant now() {
        return clock.instant();
    }

    public Instant ago(Duration time) {
        return now().minus(time);
    }

    public Page out() {
        return new Page(spec.commandLine().getOut(), terminal);
    }

    /** For what is no part of the answer: it must not get into a JSON stream. */
    public Page aside() {
        return new Page(spec.commandLine().getErr(), terminal);
    }

    public void warn(String sentence) {
        aside().line(sentence);
    }

    /** One JSON object on one line. */
    public void print(JsonNode node) {
        try {
            spec.commandLine().getOut().println(json.writeValueAsString(node));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree that is no JSON: " + node, e);
        }
    }

    public Optional<String> ask(String question) {
        return terminal.ask(question);
    }

    /** Says so when nobody judges: then everything shown is as it was. */
    public void warnWhenNobodyJudges(Cluster cluster) throws Trouble {
        if (!cluster.isJudged()) {
            warn("nobody judges: the consumer group " + cluster.processors()
                    + " has no member, so this is how things were");
        }
    }
}
