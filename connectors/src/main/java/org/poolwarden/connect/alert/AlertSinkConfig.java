package org.poolwarden.connect.alert;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigException;
import org.poolwarden.connect.pool.RecordsConfig;
import org.poolwarden.connect.pool.TrustConfig;
import org.poolwarden.connect.pool.WholeConfig;
import org.poolwarden.schema.topic.Topics;
import org.poolwarden.schema.wire.WireCodec;
import org.poolwarden.xapi.transport.TlsTrust;

/** Typed values of the alert sink's configuration, and what must hold between its keys. */
final class AlertSinkConfig {

    private static final String ALERTS_PATH = "/api/v2/alerts";

    private final AbstractConfig config;

    private AlertSinkConfig(AbstractConfig config) {
        this.config = config;
    }

    /**
     * @throws ConfigException listing every wrong field at once
     */
    static AlertSinkConfig of(Map<String, String> props) {
        WholeConfig.demandSound(validate(props));
        return new AlertSinkConfig(new AbstractConfig(AlertSinkKeys.definition(), props, false));
    }

    /** Every wrong field at once, and what is wrong between those fields that are right by themselves. */
    static Config validate(Map<String, String> props) {
        return WholeConfig.validate(AlertSinkKeys.definition(), props, sound -> new Between(sound, props).errors());
    }

    boolean isWebhook() {
        return config.getString(AlertSinkKeys.TARGET).equals(AlertSinkKeys.WEBHOOK);
    }

    /** Where alerts are posted: a webhook's own URL, or the API of each Alertmanager. */
    List<URI> urls() {
        return config.getList(AlertSinkKeys.URLS).stream()
                .map(url -> isWebhook() ? url : url.replaceAll("/+$", "") + ALERTS_PATH)
                .map(URI::create)
                .toList();
    }

    Optional<String> authorization() {
        return secret(AlertSinkKeys.AUTHORIZATION);
    }

    /**
     * @throws IllegalStateException when the target is no webhook
     */
    WebhookSignature signature() {
        return new WebhookSignature(secret(AlertSinkKeys.SECRET)
                .orElseThrow(() -> new IllegalStateException("only a webhook has a secret")));
    }

    private Optional<String> secret(String key) {
        return Optional.of(config.getPassword(key).value()).filter(value -> !value.isEmpty());
    }

    String source() {
        return config.getString(AlertSinkKeys.SOURCE);
    }

    Optional<URI> console() {
        return Optional.of(config.getString(AlertSinkKeys.CONSOLE))
                .filter(url -> !url.isEmpty())
                .map(URI::create);
    }

    Duration deadline() {
        return Duration.ofMillis(config.getInt(AlertSinkKeys.DEADLINE_MS));
    }

    Delivery delivery() {
        return Delivery.of(
                Duration.ofMillis(config.getInt(AlertSinkKeys.GIVE_UP_MS)),
                Duration.ofMillis(config.getInt(AlertSinkKeys.REPEAT_MS)));
    }

    Topics topics() {
        return RecordsConfig.topics(config);
    }

    WireCodec codec() {
        return RecordsConfig.codec(config);
    }

    /** Without HTTPS nobody need be trusted, and nobody is. */
    TlsTrust trust() {
        return urls().stream().anyMatch(url -> url.getScheme().equals("https"))
                ? TrustConfig.trust(config)
                : TlsTrust.pinned(Set.of());
    }
}
