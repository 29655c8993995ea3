package org.poolwarden.app.check;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.poolwarden.app.operate.Session;
import org.poolwarden.app.run.Reach;
import org.poolwarden.app.run.RunConfig;
import org.poolwarden.connect.pool.PoolAccess;
import org.poolwarden.connect.pool.PoolClients;
import org.poolwarden.connect.pool.PoolsConfig;
import org.poolwarden.connect.pool.TrustConfig;
import org.poolwarden.failover.Tolerance;
import org.poolwarden.xapi.XapiClient;
import org.poolwarden.xapi.transport.Fingerprint;

/** Every look, one after the other; none is left out because another one failed, unless it would ask nobody. */
public final class Checkup {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Session session;
    private final Clock clock;
    private final CheckSheet lines;
    private final Set<String> asked = new HashSet<>();

    /**
     * @param clock of this machine, with which the hosts' are compared
     */
    public Checkup(Session session, Clock clock, boolean json) {
        this.session = session;
        this.clock = clock;
        this.lines = new CheckSheet(session, json);
    }

    /**
     * What is looked at besides the configuration.
     *
     * @param connect URL of a worker's REST API
     * @param connectors files or directories with connectors' configurations
     * @param worker a worker's properties
     */
    public record Scope(Optional<String> connect, List<Path> connectors, Optional<Path> worker) {
        public Scope {
            connectors = List.copyOf(connectors);
        }
    }

    /**
     * @return the exit status
     */
    public int run(Scope scope, boolean strict) throws InterruptedException {
        Optional<RunConfig> config = new ConfigurationLook(session.config()).look(lines);
        Optional<Reach> reach = reach();
        Optional<String> cluster = reach.isPresent()
                ? brokers(
                        reach.get(),
                        config.map(Checkup::applications)
                                .orElseGet(() -> List.of(reach.get().processors())))
                : Optional.empty();
        reach.ifPresent(known -> new RegistryLook(known.registry(), known.topics()).look(lines));
        List<ConnectorConfig> connectors = new ArrayList<>();
        if (scope.connect().isPresent()) {
            connectors.addAll(new ConnectLook(new ConnectApi(scope.connect().get(), PATIENCE)).look(cluster, lines));
        }
        scope.connectors().forEach(path -> connectors.addAll(read(path)));
        Map<String, String> worker =
                scope.worker().map(file -> new WorkerLook(file).look(lines)).orElse(Map.of());
        connectors.forEach(connector ->
                new ConnectorLook(connector, reach, worker).look(lines).ifPresent(props -> pools(props, reach)));
        if (asked.isEmpty()) {
            lines.accept(CheckLine.warn(
                    "pools",
                    "no host has been asked",
                    "--connect URL takes the pools from Connect, --connectors DIR from files as poolwarden init writes"
                            + " them"));
        }
        return lines.end(strict);
    }

    /** Less than the processors need: with it Kafka and the registry can be looked at though a key is missing. */
    private Optional<Reach> reach() {
        try {
            return Optional.of(Reach.read(session.config()));
        } catch (IOException | ConfigException e) {
            return Optional.empty();
        }
    }

    /** The cluster's id. */
    private Optional<String> brokers(Reach config, List<String> applications) throws InterruptedException {
        Map<String, Object> clients = new HashMap<>(config.kafka());
        String patience = String.valueOf(config.patience().toMillis());
        clients.put("bootstrap.servers", config.bootstrap());
        clients.put("default.api.timeout.ms", patience);
        clients.put("request.timeout.ms", patience);
        try (Admin admin = Admin.create(clients)) {
            Optional<String> cluster = new BrokerLook(admin, config.bootstrap(), config.replication()).look(lines);
            if (cluster.isPresent()) {
                Set<String> present = new TopicLook(admin, config.topics(), config.replication()).look(lines);
                new RightsLook(admin, clients, config.topics(), config.registry()).look(present, applications, lines);
            }
            return cluster;
        } catch (KafkaException e) {
            lines.accept(CheckLine.fail(
                    "kafka",
                    "no client can be made: " + (e.getCause() == null ? e : e.getCause()).getMessage(),
                    "correct bootstrap.servers and the keys kafka.*"));
            return Optional.empty();
        }
    }

    private static List<String> applications(RunConfig config) {
        List<String> applications = new ArrayList<>();
        if (config.runsFailover()) {
            applications.add(config.applicationId());
        }
        if (config.runsCapacity()) {
            applications.add(config.capacityApplicationId());
        }
        return applications;
    }

    private List<ConnectorConfig> read(Path path) {
        try {
            return ConnectorConfig.read(path);
        } catch (IOException e) {
            lines.accept(CheckLine.fail(
                    "connectors", "cannot be read: " + e.getMessage(), "name a file or a directory of them"));
            return List.of();
        }
    }

    /** A pool is asked once, by the first connector that has it. */
    private void pools(Map<String, String> props, Optional<Reach> config) {
        ConfigDef def = PoolsConfig.definition(props);
        try (PoolClients clients = new PoolClients("check", def, props)) {
            Set<Fingerprint> pins = new AbstractConfig(def, props, false)
                    .getList(TrustConfig.FINGERPRINTS).stream()
                            .map(Fingerprint::parse)
                            .collect(Collectors.toSet());
            Tolerance bounds = config.map(Reach::tolerance)
                    .orElseGet(() -> new Tolerance(
                            clients.rhythm().heartbeat(), clients.rhythm().deadline(), Duration.ofMinutes(10)));
            for (PoolAccess pool : clients.pools()) {
                if (asked.add(pool.name())) {
                    XapiClient xapi = clients.xapi();
                    HostLook hosts = new HostLook(pool.name(), xapi, pool.credentials(), pins, PATIENCE);
                    new PoolLook(pool, hosts, xapi, bounds.clockSkew(), clock).look(lines);
                    new BmcLook(pool, hosts, clients.bmcs()).look(lines);
                }
            }
        }
    }
}
