package org.poolwarden.app.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.poolwarden.app.embedded.RegistryProcess;
import org.poolwarden.app.images.ComposeFile.Service;

/**
 * The services of docker/compose.yaml as processes on loopback: each with its very command, environment, files and health
 * check, on an address of its own. Two things stand in: the registry is the embedded one, and Kafka's start scripts are
 * three lines around the same main classes.
 */
final class Deployment implements AutoCloseable {

    static final String REGISTRY = "registry";

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final int FIRST_ADDRESS = 101;
    private static final String NOT_OF_A_WORKER = ".*(poolwarden|avro-|guava|xmlrpc|ws-commons|xen-api).*";
    private static final Map<String, String> SCRIPTS = Map.of(
            "kafka-storage.sh", "kafka.tools.StorageTool",
            "kafka-server-start.sh", "kafka.Kafka",
            "connect-distributed.sh", "org.apache.kafka.connect.cli.ConnectDistributed");
    private static final Map<String, String> SECRETS = Map.of(
            "pools.properties",
            "closet.password=simulated\ncloset.bmc.password=simulated\nattic.password=simulated\nattic.bmc.password=simulated\n",
            "grafana_password",
            "simulated");

    private final Path dir;
    private final Path agent;
    private final Map<String, Service> services;
    private final Map<String, String> addresses = new LinkedHashMap<>();
    private final Map<String, Running> running = new LinkedHashMap<>();

    /**
     * @param dir for everything; new
     * @param agent the JMX exporter, as the Connect image has it
     * @param wanted names of the services to be started
     */
    Deployment(Path dir, Path agent, List<String> wanted) throws IOException {
        this.dir = dir;
        this.agent = agent;
        this.services =
                new LinkedHashMap<>(ComposeFile.read(ROOT.resolve("docker")).services());
        services.keySet().forEach(name -> addresses.put(name, "127.0.0." + (FIRST_ADDRESS + addresses.size())));
        // Whoever has a network in common has an address in common; the embedded registry has only one.
        addresses.put("sim", addresses.get("connect"));
        addresses.put(REGISTRY, "127.0.0.1");
        services.keySet().retainAll(wanted);
        images();
    }

    /** What the images are made of, as far as it was built here. */
    private void images() throws IOException {
        Layout.unpack(plugin(), dir.resolve("plugins"));
        Path bin = Files.createDirectories(dir.resolve("bin"));
        for (Map.Entry<String, String> script : SCRIPTS.entrySet()) {
            Path file = bin.resolve(script.getKey());
            Files.writeString(
                    file,
                    "#!/bin/bash\nexec java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 $KAFKA_HEAP_OPTS $KAFKA_OPTS -cp '"
                            + kafka() + "' " + script.getValue() + " \"$@\"\n");
            if (!file.toFile().setExecutable(true)) {
                throw new IOException(file + " cannot be made executable");
            }
        }
    }

    private static Path plugin() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("connectors/target"))) {
            return files.filter(file -> file.toString().endsWith("-plugin.zip"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no plugin archive in connectors/target"));
        }
    }

    /** Kafka and nothing of ours. */
    private static String kafka() throws IOException {
        try (Stream<Path> jars = Files.list(ROOT.resolve("app/target/lib"))) {
            return jars.filter(jar -> !jar.getFileName().toString().matches(NOT_OF_A_WORKER))
                    .map(Path::toString)
                    .collect(Collectors.joining(":"));
        }
    }

    /** Starts every service as soon as those that it waits for are healthy; returns when all of them are. */
    void start() throws IOException, InterruptedException {
        Deadline deadline = new Deadline();
        while (!areWell() || !running.keySet().containsAll(services.keySet())) {
            for (Service service : services.values()) {
                if (!running.containsKey(service.name()) && mayStart(service)) {
                    running.put(service.name(), start(service));
                }
            }
            deadline.pause("all services healthy");
        }
    }

    private boolean mayStart(Service service) throws IOException, InterruptedException {
        for (String other : service.at("depends_on").keySet()) {
            Running needed = running.get(other);
            if (services.containsKey(other) && (needed == null || !needed.isHealthy())) {
                return false;
            }
        }
        return true;
    }

    private boolean areWell() throws IOException, InterruptedException {
        boolean well = true;
        for (Map.Entry<String, Running> one : running.entrySet()) {
            Running process = one.getValue();
            if (!process.isAlive() && !(process.endsByItself() && process.exit() == 0)) {
                throw new IOException(one.getKey() + " has ended with " + process.exit() + ":\n" + process.said());
            }
            well &= process.endsByItself() ? !process.isAlive() : process.isHealthy();
        }
        return well;
    }

    private Running start(Service service) throws IOException {
        Layout layout = layout(service);
        boolean isOurs = service.name().equals(REGISTRY);
        return Running.start(
                service.name(),
                layout,
                isOurs ? Map.of() : service.environment(),
                isOurs ? registry() : program(service),
                service.health());
    }

    private Layout layout(Service service) throws IOException {
        Layout layout = new Layout(Files.createDirectories(dir.resolve(service.name())), addresses, service)
                .with("/opt/poolwarden/poolwarden.jar", ROOT.resolve("app/target/poolwarden.jar"))
                .with("/opt/poolwarden/health", ROOT.resolve("docker/app/health"))
                .with("/opt/poolwarden/plugins", dir.resolve("plugins"))
                .with("/opt/kafka/bin", dir.resolve("bin"))
                .with("/opt/jmx/jmx_prometheus_javaagent.jar", agent)
                .with("/opt/jmx/jmx.yml", ROOT.resolve("docker/connect/jmx.yml"));
        layout.mount(service, ROOT.resolve("docker"), SECRETS);
        return layout;
    }

    private List<String> registry() {
        return List.of(
                "java",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                RegistryProcess.class.getName(),
                "kafka:9092",
                "8081");
    }

    /** Images of others have their program as entry point. */
    private static List<String> program(Service service) throws IOException {
        List<String> command = new ArrayList<>(service.command());
        others(service).ifPresent(program -> command.add(0, program));
        return quick(command);
    }

    /** What runs for a minute is compiled quickly; nothing else is added to any command. */
    private static List<String> quick(List<String> command) {
        if (command.get(0).equals("java")) {
            command.add(1, "-XX:TieredStopAtLevel=1");
        }
        return command;
    }

    private static Optional<String> others(Service service) {
        String image = service.image().split(":")[0];
        return switch (image) {
            case "curlimages/curl" -> Optional.of("curl");
            case "prom/prometheus" -> Optional.of("prometheus");
            case "prom/alertmanager" -> Optional.of("prometheus-alertmanager");
            default -> Optional.empty();
        };
    }

    /** Runs an operator's verb as the service {@code operator} would, and answers what it prints. */
    String operator(Service operator, List<String> verb) throws IOException, InterruptedException {
        Layout layout = layout(operator);
        List<String> command =
                new ArrayList<>(operator.built().orElseThrow().lastStage().command("ENTRYPOINT"));
        command.addAll(verb);
        Running run = Running.start("operator", layout, operator.environment(), quick(command), List.of());
        Deadline deadline = new Deadline();
        while (run.isAlive()) {
            deadline.pause("poolwarden " + String.join(" ", verb));
        }
        return run.said();
    }

    Running of(String name) {
        return running.get(name);
    }

    boolean has(String name) {
        return running.containsKey(name);
    }

    String address(String name) {
        return addresses.get(name);
    }

    /** In the reverse order of their start. */
    @Override
    public void close() {
        List<Running> all = new ArrayList<>(running.values());
        for (int last = all.size() - 1; last >= 0; last--) {
            all.get(last).stop();
        }
    }
}
