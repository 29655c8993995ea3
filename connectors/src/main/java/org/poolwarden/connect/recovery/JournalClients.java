package org.poolwarden.connect.recovery;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigValue;
import org.poolwarden.connect.pool.PoolsConfig;

/**
 * What the recovery sink's own Kafka clients are configured with: keys that begin with {@code kafka.}, without it, as
 * {@code poolwarden run} has them. Connect gives its own clients to no task, and a task is told nothing of the worker's
 * security.
 */
final class JournalClients {

    static final String PREFIX = "kafka.";
    static final String BOOTSTRAP = PREFIX + ProducerConfig.BOOTSTRAP_SERVERS_CONFIG;

    /** Exactly once rests on these. */
    private static final Set<String> OURS = Set.of(
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            ProducerConfig.ACKS_CONFIG,
            ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
            ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            ConsumerConfig.GROUP_ID_CONFIG);

    private JournalClients() {}

    /** The brokers, and every key of {@code props} that begins with {@code kafka.}, with the clients' own checks. */
    static ConfigDef define(ConfigDef def, Map<String, String> props, String group) {
        def.define(
                BOOTSTRAP,
                Type.LIST,
                ConfigDef.NO_DEFAULT_VALUE,
                new PoolsConfig.FormOf("HOST:PORT", "\\S+:\\d+"),
                Importance.HIGH,
                "Brokers, for the transactional journal of outcomes. Other keys that begin with kafka. go to the journal's"
                        + " Kafka clients without it: kafka.security.protocol, kafka.sasl.jaas.config.",
                group,
                3,
                Width.LONG,
                "Brokers");
        names(props).forEach(name -> def.define(PREFIX + name, typeOf(name), null, Importance.LOW, "As Kafka has it."));
        return def;
    }

    /** A secret must not be shown by Connect's REST API as what was wrong with it. */
    private static Type typeOf(String name) {
        return List.of(ProducerConfig.configDef(), ConsumerConfig.configDef()).stream()
                        .map(clients -> clients.configKeys().get(name))
                        .anyMatch(key -> key != null && key.type == Type.PASSWORD)
                ? Type.PASSWORD
                : Type.STRING;
    }

    private static List<String> names(Map<String, String> props) {
        return props.keySet().stream()
                .filter(key -> key.startsWith(PREFIX) && !key.equals(BOOTSTRAP))
                .map(key -> key.substring(PREFIX.length()))
                .sorted()
                .toList();
    }

    /** What is wrong with them, by key. */
    static Map<String, String> errors(Map<String, String> props) {
        Map<String, String> clients = clients(props);
        Map<String, String> errors = new TreeMap<>();
        wrong(ProducerConfig.configDef(), clients, errors);
        wrong(ConsumerConfig.configDef(), clients, errors);
        for (String name : names(props)) {
            if (OURS.contains(name)) {
                errors.put(PREFIX + name, "is set by the sink: exactly once rests on it");
            } else if (!isKnown(name)) {
                errors.put(PREFIX + name, "is no setting of Kafka's producers or consumers");
            }
        }
        return errors;
    }

    private static void wrong(ConfigDef def, Map<String, String> clients, Map<String, String> errors) {
        Map<String, ConfigValue> validated = def.validateAll(clients);
        clients.keySet().stream()
                .filter(name -> def.names().contains(name))
                .filter(name -> !validated.get(name).errorMessages().isEmpty())
                .forEach(name -> errors.putIfAbsent(
                        PREFIX + name, String.join("; ", validated.get(name).errorMessages())));
    }

    private static boolean isKnown(String name) {
        return ProducerConfig.configNames().contains(name)
                || ConsumerConfig.configNames().contains(name);
    }

    /** Those of a task's keys that are for Kafka's clients, without their prefix. */
    static Map<String, String> clients(Map<String, String> props) {
        Map<String, String> clients = new HashMap<>();
        props.forEach((key, value) -> {
            if (key.startsWith(PREFIX)) {
                clients.put(key.substring(PREFIX.length()), value);
            }
        });
        return clients;
    }

    /** For a client that knows {@code names}: what is only for the other one would be a warning in the log. */
    static Map<String, Object> only(Set<String> names, Map<String, String> clients) {
        Map<String, Object> only = new HashMap<>(clients);
        only.keySet().retainAll(names);
        return only;
    }
}
