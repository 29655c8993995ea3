package org.poolwarden.connect.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Connector;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.poolwarden.connect.alert.AlertSinkConnector;
import org.poolwarden.connect.disk.DiskConnector;
import org.poolwarden.connect.event.EventConnector;
import org.poolwarden.connect.heartbeat.HeartbeatConnector;
import org.poolwarden.connect.recovery.RecoverySinkConnector;

/** What Connect's REST API says of a configuration before anything is started. */
class ConnectorConfigTest {

    private static final String PIN = "ab".repeat(32);

    static List<Connector> connectors() {
        List<Connector> all = new ArrayList<>(connectorsOfPools());
        all.add(new AlertSinkConnector());
        return all;
    }

    static List<Connector> connectorsOfPools() {
        return List.of(
                new HeartbeatConnector(), new EventConnector(), new DiskConnector(), new RecoverySinkConnector());
    }

    static List<SourceConnector> sources() {
        return List.of(new HeartbeatConnector(), new EventConnector(), new DiskConnector());
    }

    @ParameterizedTest
    @MethodSource("connectors")
    void aGoodConfigurationHasNoErrors(Connector connector) {
        assertThat(errors(connector, good())).isEmpty();
    }

    /** What is checked once is checked by all: nothing is found out only when a task starts. */
    @ParameterizedTest
    @MethodSource("connectorsOfPools")
    void whatAllConnectorsShareIsValidatedByEach(Connector connector) {
        Map<String, String> props = good();
        props.put("heartbeat.ms", "soon");
        props.put("pools.closet.hosts", "alpha=not/an address");
        props.put("pools.closet.bmc", "delta=https://10.1.0.1");
        props.remove("pools.closet.password");
        props.remove("schema.registry.url");
        props.put("tls.fingerprints", "");

        assertThat(errors(connector, props))
                .containsOnlyKeys(
                        "heartbeat.ms",
                        "pools.closet.hosts",
                        "pools.closet.password",
                        "schema.registry.url",
                        "tls.fingerprints");
        assertThatThrownBy(() -> connector.start(props))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("heartbeat.ms")
                .hasMessageContaining("tls.fingerprints");
    }

    @Test
    void whatIsAConnectorsOwnIsValidatedToo() {
        Map<String, String> props = good();
        props.put("event.classes", "VM");
        props.put("disk.poll.ms", "1");
        props.put("disk.first.seconds", "601");
        props.put("witnesses", "10.0.0.1:99999");

        assertThat(errors(new EventConnector(), props)).containsOnlyKeys("event.classes");
        assertThat(errors(new DiskConnector(), props)).containsOnlyKeys("disk.poll.ms", "disk.first.seconds");
        assertThat(errors(new HeartbeatConnector(), props)).containsOnlyKeys("witnesses");
    }

    /** A wrong setting of Kafka's clients would otherwise be found out when the task starts. */
    @Test
    void whatTheSinksOwnKafkaClientsAreToldIsValidatedAsKafkaDoes() {
        Map<String, String> props = good();
        props.put("kafka.security.protocol", "SASL_SSL");
        props.put("kafka.sasl.mechanism", "SCRAM-SHA-512");
        props.put("kafka.sasl.jaas.config", "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        props.put("kafka.max.poll.records", "100");
        assertThat(errors(new RecoverySinkConnector(), props)).isEmpty();

        props.put("kafka.security.protocol", "TLS");
        props.put("kafka.request.timeout.ms", "soon");
        props.put("kafka.ssl.trustore.location", "/etc/kafka/authorities.p12");
        props.put("kafka.transactional.id", "mine");
        props.put("kafka.isolation.level", "read_uncommitted");

        assertThat(errors(new RecoverySinkConnector(), props))
                .containsOnlyKeys(
                        "kafka.security.protocol",
                        "kafka.request.timeout.ms",
                        "kafka.ssl.trustore.location",
                        "kafka.transactional.id",
                        "kafka.isolation.level");
        assertThatThrownBy(() -> new RecoverySinkConnector().start(props))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("kafka.ssl.trustore.location")
                .hasMessageContaining("exactly once rests on it");
    }

    @Test
    void aSecretOfTheSinksOwnKafkaClientsIsNotShown() {
        Map<String, String> props = good();
        props.put("kafka.sasl.jaas.config", "org.example.Module required password=\"hunter3\";");
        props.put("kafka.ssl.keystore.password", "hunter3");

        assertThat(new RecoverySinkConnector().validate(props).configValues())
                .extracting(value -> String.valueOf(value.value()))
                .noneMatch(value -> value.contains("hunter3"));
    }

    /** An interview cannot be read again; a row or an event can, from a position that was written with it. */
    @Test
    void whatCanBeReadAgainIsDeliveredExactlyOnce() {
        assertThat(new DiskConnector().exactlyOnceSupport(good())).isEqualTo(ExactlyOnceSupport.SUPPORTED);
        assertThat(new EventConnector().exactlyOnceSupport(good())).isEqualTo(ExactlyOnceSupport.SUPPORTED);
        assertThat(new HeartbeatConnector().exactlyOnceSupport(good())).isNotEqualTo(ExactlyOnceSupport.SUPPORTED);
    }

    @Test
    void everyWrongFieldIsNamedAtOnce() {
        Map<String, String> props = good();
        props.put("heartbeat.ms", "soon");
        props.put("pools.closet.hosts", "alpha");
        props.remove("pools.closet.password");
        props.remove("schema.registry.url");
        props.put("tls.insecure", "perhaps");
        props.remove("observer");

        assertThat(errors(new HeartbeatConnector(), props))
                .containsOnlyKeys(
                        "heartbeat.ms",
                        "pools.closet.hosts",
                        "pools.closet.password",
                        "schema.registry.url",
                        "tls.insecure",
                        "observer");
        assertThatThrownBy(() -> new HeartbeatConnector().start(props))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("heartbeat.ms")
                .hasMessageContaining("pools.closet.hosts")
                .hasMessageContaining("observer");
    }

    @Test
    void whatIsWrongBetweenFieldsIsNamedBesideWrongFields() {
        Map<String, String> props = good();
        props.remove("observer");
        props.remove("pools.closet.password");
        props.put("deadline.ms", "4000");
        props.put("pools.closet.hosts", "alpha=10.0.0.1,beta=10.0.0.1");
        props.put("tls.insecure", "true");

        assertThat(errors(new HeartbeatConnector(), props))
                .containsOnlyKeys(
                        "observer", "pools.closet.password", "deadline.ms", "pools.closet.hosts", "tls.fingerprints");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "deadline.ms        | 3000                                 | at most half of heartbeat.ms",
                "pools.closet.hosts | alpha=10.0.0.1,beta=10.0.0.1         | named twice",
                "pools.closet.hosts | alpha=10.0.0.1,alpha=10.0.0.2        | name is given twice",
                "pools.closet.hosts | alpha=10.0.0.1:70000                 | a port from 1 to 65535",
                "pools.closet.bmc   | delta=https://10.1.0.1               | with a name from pools.closet.hosts",
                "pools.closet.bmc   | alpha=http://10.1.0.1                | https://ADDRESS",
                "tls.fingerprints   | AA:BB                                | 64 hexadecimal digits",
                "tls.fingerprints   | ''                                   | expected exactly one of",
                "pools              | 'closet,a b'                         | a pool's name",
            })
    void whatIsWrongSaysWhatWasExpected(String key, String value, String message) {
        Map<String, String> props = good();
        props.put(key, value);

        assertThat(errors(new HeartbeatConnector(), props).get(key)).as(key).anySatisfy(error -> assertThat(error)
                .contains(message));
    }

    @Test
    void anAddressThatTwoPoolsClaimIsNamed() {
        Map<String, String> props = good();
        props.put("pools", "closet,attic");
        props.put("pools.attic.hosts", "omega=127.0.0.9:4443@10.0.0.1");
        props.put("pools.attic.password", "x");

        assertThat(errors(new HeartbeatConnector(), props).get("pools.attic.hosts"))
                .anySatisfy(error -> assertThat(error).contains("10.0.0.1 is named twice"));
    }

    @ParameterizedTest
    @MethodSource("sources")
    void poolsAreSplitAmongTasksAndHostsNever(SourceConnector connector) {
        Map<String, String> props = good();
        props.put("pools", "a, b, c");
        for (String pool : List.of("a", "b", "c")) {
            props.put(
                    "pools." + pool + ".hosts",
                    "x=10.0." + (int) pool.charAt(0) + ".1,y=10.0." + (int) pool.charAt(0) + ".2");
            props.put("pools." + pool + ".password", "x");
        }
        connector.start(props);

        assertThat(connector.taskConfigs(2))
                .extracting(task -> task.get("pools"))
                .containsExactly("a,b", "c");
        assertThat(connector.taskConfigs(9)).hasSize(3);
    }

    /** What one connector shares with all: its registry and its trust. */
    @ParameterizedTest
    @MethodSource("connectors")
    void noConnectorStartsWithoutARegistryOrWithAWrongTrust(Connector connector) {
        Map<String, String> props = good();
        props.remove("schema.registry.url");
        props.put("tls.insecure", "true");
        props.put("tls.versions", "SSLv3");

        assertThat(errors(connector, props)).containsKeys("schema.registry.url", "tls.versions");
        assertThatThrownBy(() -> connector.start(props))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("schema.registry.url")
                .hasMessageContaining("tls.versions");
    }

    @Test
    void everyKeyIsExplainedAndPasswordsArePasswords() {
        for (Connector connector : connectors()) {
            assertThat(connector.config().configKeys().values()).allSatisfy(key -> {
                assertThat(key.documentation).as(key.name).isNotBlank();
                assertThat(key.group).as(key.name).isNotBlank();
            });
        }
        assertThat(PoolsConfig.definition(good()).configKeys().values())
                .filteredOn(key -> key.name.endsWith("password"))
                .hasSize(3)
                .allSatisfy(key -> assertThat(key.type).isEqualTo(ConfigDef.Type.PASSWORD));
        assertThat(new AlertSinkConnector().config().configKeys().values())
                .filteredOn(key -> key.name.matches(".*(password|secret|authorization)"))
                .hasSize(3)
                .allSatisfy(key -> assertThat(key.type).isEqualTo(ConfigDef.Type.PASSWORD));
    }

    @Test
    void aSinkHasOneTaskWhateverIsAllowed() {
        for (Connector connector : List.of(new RecoverySinkConnector(), new AlertSinkConnector())) {
            connector.start(good());

            assertThat(connector.taskConfigs(8)).hasSize(1);
        }
    }

    @Test
    void aSinkThatMayBeginNothingIsNamed() {
        Map<String, String> props = good();
        props.put("max.commands.per.minute", "0");

        assertThat(errors(new RecoverySinkConnector(), props)).containsOnlyKeys("max.commands.per.minute");
    }

    @Test
    void aDryRunIsTheDefault() {
        assertThat(new RecoverySinkConnector().config().defaultValues()).containsEntry("dry.run", true);
    }

    @Test
    void noErrorRepeatsAPassword() {
        Map<String, String> props = good();
        props.put("pools.closet.hosts", "alpha");

        assertThat(errors(new HeartbeatConnector(), props).toString()).doesNotContain("hunter2");
        assertThatThrownBy(() -> new HeartbeatConnector().start(props)).hasMessageNotContaining("hunter2");
    }

    private static Map<String, String> good() {
        Map<String, String> good = goodOfPools();
        good.put("target", "webhook");
        good.put("target.urls", "https://hook.example/alerts");
        good.put("target.authorization", "Bearer hunter2");
        good.put("webhook.secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        good.put("errors.tolerance", "all");
        good.put("errors.deadletterqueue.topic.name", "xen.dead-letters");
        return good;
    }

    private static Map<String, String> goodOfPools() {
        return new HashMap<>(Map.of(
                "name", "closet-watch",
                "pools", "closet",
                "pools.closet.hosts", "alpha=10.0.0.1,beta=[fe80::2]:8443@fe80::2",
                "pools.closet.password", "hunter2",
                "pools.closet.bmc", "alpha=https://10.1.0.1",
                "tls.fingerprints", PIN,
                "schema.registry.url", "http://registry:8081",
                "observer", "rack-a",
                "kafka.bootstrap.servers", "kafka:9092"));
    }

    private static Map<String, List<String>> errors(Connector connector, Map<String, String> props) {
        Map<String, List<String>> errors = new TreeMap<>();
        for (ConfigValue value : connector.validate(props).configValues()) {
            if (!value.errorMessages().isEmpty()) {
                errors.put(value.name(), value.errorMessages());
            }
        }
        return errors;
    }
}
