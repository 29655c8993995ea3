package org.poolwarden.app.init;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.poolwarden.schema.topic.Topics;
import picocli.CommandLine.Option;

/** What can be said before it is asked; scripts say all of it. */
public final class InitOptions {

    @Option(names = "--address", paramLabel = "HOST[:PORT]", description = "Any member of the pool, best its master.")
    Optional<String> address;

    @Option(names = "--pool", paramLabel = "NAME", description = "What the pool is called: the key of every record.")
    Optional<String> pool;

    @Option(names = "--user", paramLabel = "NAME", description = "Account on every host. Default: root.")
    Optional<String> user;

    @Option(names = "--password-file", paramLabel = "FILE", description = "Whose first line is its password.")
    Optional<Path> passwordFile;

    @Option(
            names = "--fingerprint",
            split = ",",
            paramLabel = "SHA256",
            description = "Certificates that you have compared; only others are asked about.")
    List<String> fingerprints = List.of();

    @Option(
            names = "--trust-on-first-use",
            description = "Trust whatever certificates are shown now, without asking: whoever sits on the network now"
                    + " gets the password.")
    boolean trusting;

    @Option(
            names = "--bmc",
            split = ",",
            paramLabel = "HOST=URL",
            description = "BMCs with Redfish, for example alpha=https://10.0.1.11.")
    Map<String, String> bmcs = Map.of();

    @Option(names = "--no-bmc", description = "There are none, or none that may be asked.")
    boolean withoutBmc;

    @Option(names = "--bmc-user", paramLabel = "NAME", description = "Account on the BMCs. Default: root.")
    Optional<String> bmcUser;

    @Option(names = "--bmc-password-file", paramLabel = "FILE", description = "Whose first line is its password.")
    Optional<Path> bmcPasswordFile;

    @Option(names = "--bootstrap", paramLabel = "HOST:PORT", description = "Kafka's brokers.")
    Optional<String> bootstrap;

    @Option(names = "--registry", paramLabel = "URL", description = "The schema registry.")
    Optional<String> registry;

    @Option(names = "--replication-factor", paramLabel = "NUMBER", description = "Of topics. Default: 3.")
    Optional<String> replication;

    @Option(
            names = "--topic-prefix",
            paramLabel = "TEXT",
            defaultValue = Topics.DEFAULT_PREFIX,
            description = "What the names of all topics begin with. Default: ${DEFAULT-VALUE}")
    String prefix;

    @Option(names = "--observer", paramLabel = "NAME", description = "Where the connectors run, for example rack-a.")
    Optional<String> observer;

    @Option(
            names = "--witnesses",
            paramLabel = "HOST[:PORT],...",
            description = "What the observer reaches when it is not cut off itself, for example its gateway.")
    Optional<String> witnesses;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            defaultValue = "poolwarden.d",
            description = "Where the files go. Default: ${DEFAULT-VALUE}.")
    Path dir;

    @Option(names = "--overwrite", description = "Replace files that differ, without asking.")
    boolean overwrite;
}
