package org.poolwarden.app.init;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.poolwarden.app.init.Blueprint.Place;
import org.poolwarden.app.operate.Dialogue;
import org.poolwarden.app.operate.Trouble;
import org.poolwarden.app.run.Reach;
import org.poolwarden.failover.Tolerance;
import org.poolwarden.schema.topic.Topics;

/**
 * Kafka and the registry, as the processors' configuration has them. One that is there already is kept: the second pool
 * is asked about no broker.
 *
 * @param drafts the configuration, where there is none yet
 */
record Kafka(String bootstrap, String registry, Topics topics, Tolerance tolerance, List<Draft> drafts) {

    static Kafka of(Dialogue dialogue, InitOptions options, Drafts drafts) throws Trouble {
        return Files.exists(drafts.processors()) ? known(options, drafts) : asked(dialogue, options, drafts);
    }

    private static Kafka known(InitOptions options, Drafts drafts) throws Trouble {
        try {
            Reach reach = Reach.read(drafts.processors());
            demandSame("--bootstrap", options.bootstrap, reach.bootstrap(), drafts);
            demandSame("--registry", options.registry, reach.registry(), drafts);
            return new Kafka(reach.bootstrap(), reach.registry(), reach.topics(), reach.tolerance(), List.of());
        } catch (IOException | ConfigException e) {
            throw Trouble.usage(drafts.processors() + " is there and cannot be used: " + e.getMessage());
        }
    }

    private static void demandSame(String flag, Optional<String> said, String known, Drafts drafts) throws Trouble {
        if (said.isPresent() && !said.get().equals(known)) {
            throw Trouble.usage(flag + " is " + said.get() + ", and " + drafts.processors() + " has " + known
                    + ": change it there, or choose another --dir");
        }
    }

    private static Kafka asked(Dialogue dialogue, InitOptions options, Drafts drafts) throws Trouble {
        String bootstrap =
                dialogue.value(options.bootstrap, "--bootstrap", "Kafka's brokers", Optional.of("localhost:9092"));
        String registry =
                dialogue.value(options.registry, "--registry", "Schema registry", Optional.of("http://localhost:8081"));
        String replication =
                dialogue.value(options.replication, "--replication-factor", "Replicas of each topic", Optional.of("3"));
        if (!replication.matches("[1-9]\\d{0,3}")) {
            throw Trouble.usage("expected a number of replicas, found '" + replication + "'");
        }
        return new Kafka(
                bootstrap,
                registry,
                new Topics(options.prefix, Topics.DEFAULT_PARTITIONS),
                Tolerance.DEFAULT,
                List.of(drafts.processors(bootstrap, registry, replication, options.prefix)));
    }

    Place place(String observer, Optional<String> witnesses) {
        return new Place(
                bootstrap,
                registry,
                topics,
                tolerance.heartbeat().toMillis(),
                tolerance.deadline().toMillis(),
                observer,
                witnesses);
    }
}
