package org.poolwarden.app.images;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.connect.connector.Connector;
import org.apache.kafka.connect.runtime.distributed.DistributedConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.poolwarden.app.images.ComposeFile.Mount;
import org.poolwarden.app.images.ComposeFile.Service;
import org.poolwarden.app.run.Reach;
import org.poolwarden.app.run.RunConfig;

/** What must hold of every image and every service, as far as it can be read from their files. */
class ImagesTest {

    private static final Path DOCKER = ComposeFile.DOCKER;
    private static final Pattern PINNED = Pattern.compile("[\\w./-]+:v?\\d+\\.\\d+(\\.\\d+)?[\\w.-]*");

    /** Ends when its work is done, so that nobody asks after its health. */
    private static final Set<String> ONCE = Set.of("demo-connectors", "alert-connector", "operator");

    static Stream<Path> dockerfiles() {
        return Stream.of(DOCKER.resolve("app/Dockerfile"), DOCKER.resolve("connect/Dockerfile"));
    }

    static Stream<Service> services() throws IOException {
        return ComposeFile.read(DOCKER).services().values().stream();
    }

    @ParameterizedTest
    @MethodSource("dockerfiles")
    void anImageIsBuiltApartRunsAsNobodySpecialAndCanBeAskedForItsHealth(Path file) throws IOException {
        ImageFile image = ImageFile.read(file);

        assertThat(image.all("FROM")).hasSizeGreaterThan(1).allMatch(from -> PINNED.matcher(from.split(" ")[0])
                .matches());
        ImageFile last = image.lastStage();
        assertThat(last.last("USER").orElse("root")).doesNotStartWith("root").doesNotStartWith("0");
        assertThat(last.health()).isNotEmpty();
        assertThat(last.command("ENTRYPOINT")).isNotEmpty();
        assertThat(last.command("CMD")).isNotEmpty();
        assertThat(last.all("ADD"))
                .as("COPY fetches nothing and unpacks nothing")
                .isEmpty();
        assertThat(image.all("COPY").filter(copy -> !copy.contains("--from=")).flatMap(ImagesTest::sources))
                .as("what is copied is there")
                .allMatch(source -> Files.exists(DOCKER.resolve("..").resolve(source)));
    }

    private static Stream<String> sources(String copy) {
        List<String> words = Arrays.stream(copy.split(" "))
                .filter(word -> !word.startsWith("--"))
                .toList();
        return words.subList(0, words.size() - 1).stream();
    }

    @ParameterizedTest
    @MethodSource("services")
    void aServiceIsPinnedLimitedAndMayNothingThatItNeedNot(Service service) throws IOException {
        assertThat(service.image()).matches(PINNED);
        assertThat(service.value().get("user")).as("user").asString().isNotIn("root", "0");
        assertThat(service.value().get("read_only")).as("root file system").isEqualTo(true);
        assertThat(service.list("cap_drop")).containsExactly("ALL");
        assertThat(service.list("security_opt")).contains("no-new-privileges:true");
        assertThat(service.value()).doesNotContainKeys("privileged", "cap_add", "pid", "ipc", "devices");
        Map<?, ?> limits = (Map<?, ?>) ((Map<?, ?>) service.at("deploy").get("resources")).get("limits");
        assertThat(limits.keySet()).map(String::valueOf).containsExactlyInAnyOrder("cpus", "memory", "pids");
        assertThat(service.list("profiles")).isNotEmpty();
        assertThat(service.list("ports"))
                .as("published to this machine alone")
                .allMatch(port -> port.startsWith("127.0.0.1:"));
        if (!ONCE.contains(service.name())) {
            assertThat(service.health()).as("health check").isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("services")
    void whatAServiceMountsIsThereAndNothingOfItIsWritable(Service service) throws IOException {
        List<String> volumes = ComposeFile.read(DOCKER).volumes();
        for (Mount mount : service.mounts()) {
            if (mount.isVolume()) {
                assertThat(volumes).contains(mount.source());
            } else {
                assertThat(mount.readOnly()).as(mount.toString()).isTrue();
                assertThat(mount.source().startsWith("./secrets/") || Files.exists(DOCKER.resolve(mount.source())))
                        .as(mount.toString())
                        .isTrue();
            }
        }
    }

    /** A secret in the environment is shown by every inspection of the container. */
    @ParameterizedTest
    @MethodSource("services")
    void noSecretIsAValue(Service service) throws IOException {
        service.environment().forEach((key, value) -> {
            if (key.matches("(?i).*(password|secret|token|jaas).*")) {
                assertThat(key).endsWith("__FILE");
                assertThat(value).startsWith("/run/secrets/");
            }
        });
    }

    @Test
    void whoWaitsForHealthWaitsForSomebodyWhoHasIt() throws IOException {
        Map<String, Service> services = ComposeFile.read(DOCKER).services();
        for (Service service : services.values()) {
            for (String other : service.at("depends_on").keySet()) {
                assertThat(services).containsKey(other);
                assertThat(services.get(other).health()).as(other).isNotEmpty();
            }
        }
    }

    /** Two failover instances: one group, each with a name and stores of its own. */
    @Test
    void theProcessesFilesAreSoundAndTellTheInstancesApart() throws IOException {
        List<RunConfig> failover = new ArrayList<>();
        Set<String> states = new HashSet<>();
        for (Service service :
                services().filter(one -> one.name().startsWith("failover")).toList()) {
            Mount file = service.mounts().stream()
                    .filter(mount -> mount.target().endsWith(".properties"))
                    .findFirst()
                    .orElseThrow();
            failover.add(RunConfig.read(DOCKER.resolve(file.source())));
            service.mounts().stream().filter(Mount::isVolume).forEach(mount -> states.add(mount.source()));
            assertThat(service.command()).containsSequence("run", "--config", file.target());
        }
        assertThat(failover).hasSize(2).allMatch(config -> config.runsFailover() && !config.runsCapacity());
        assertThat(failover).extracting(RunConfig::instance).doesNotHaveDuplicates();
        assertThat(failover).extracting(RunConfig::applicationId).containsOnly("failover");
        assertThat(states).hasSize(2);
        assertThat(RunConfig.read(DOCKER.resolve("config/capacity.properties")))
                .matches(config -> config.runsCapacity() && !config.runsFailover());
        assertThat(Reach.read(DOCKER.resolve("config/operator.properties")).tolerance())
                .isEqualTo(failover.get(0).tolerance());
    }

    @Test
    void theWorkersFileIsAsConnectAndOurCheckHaveIt() throws IOException {
        Map<String, String> props = Utils.propsToStringMap(
                Utils.loadProps(DOCKER.resolve("connect/worker.properties").toString()));
        assertThat(props).containsEntry("config.providers.file.param.allowed.paths", "/run/secrets");
        props.put(
                "config.providers.file.param.allowed.paths",
                DOCKER.toAbsolutePath().toString());

        assertThat(new DistributedConfig(props).exactlyOnceSourceEnabled()).isTrue();
        new org.poolwarden.connect.worker.WorkerCheck().configure(props);
        assertThat(new DistributedConfig(props).values().keySet())
                .containsAll(props.keySet().stream()
                        .filter(key -> !key.startsWith("config.providers.file")
                                && !key.matches("(producer|consumer|header)\\..*"))
                        .toList());
    }

    /** What the connectors themselves say of the files that create them. */
    @Test
    void everyConnectorsFileIsSound() throws Exception {
        for (String name : List.of("heartbeat", "event", "disk", "recovery", "alerts")) {
            Map<String, String> config = new ObjectMapper()
                    .readValue(DOCKER.resolve("connectors/" + name + ".json").toFile(), new TypeReference<>() {});
            config.replaceAll((key, value) -> value.startsWith("${file:") ? "simulated" : value);
            Connector connector = (Connector) Class.forName(config.get("connector.class"))
                    .getDeclaredConstructor()
                    .newInstance();
            assertThat(connector.validate(config).configValues())
                    .as(name)
                    .filteredOn(value -> !value.errorMessages().isEmpty())
                    .extracting(ConfigValue::name)
                    .isEmpty();
            assertThat(Files.readString(
                            DOCKER.resolve("connectors/" + (name.equals("alerts") ? "alerts" : "demo") + ".curl")))
                    .contains("upload-file = \"/connectors/" + name + ".json\"");
        }
    }
}
