package org.poolwarden.connect.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Connector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Connect's REST API says of an alert sink's configuration before anything is started. */
class AlertSinkConfigTest {

    @Test
    void everyWrongFieldIsNamedAtOnce() {
        Map<String, String> props = webhook();
        props.put("target.urls", "ftp://hook.example,https://user:hunter2@hook.example");
        props.put("give.up.ms", "1");
        props.put("console.url", "console");
        props.put("webhook.secret", "hunter2");
        props.remove("errors.tolerance");
        props.remove("schema.registry.url");

        assertThat(errors(new AlertSinkConnector(), props))
                .containsOnlyKeys(
                        "target.urls", "give.up.ms", "console.url", "webhook.secret", "target", "schema.registry.url");
        assertThat(errors(new AlertSinkConnector(), props).toString()).doesNotContain("hunter2");
        assertThatThrownBy(() -> new AlertSinkConnector().start(props))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("errors.deadletterqueue.topic.name")
                .hasMessageContaining("give.up.ms");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "target               | pigeon                        | alertmanager",
                "target.urls          | https://a.example,https://b.x | a webhook is one URL",
                "target.authorization | plain                         | over https only",
                "webhook.secret       | ''                            | expected whsec_",
                "tls.fingerprints     | ''                            | expected exactly one of",
                "console.url          | http://                       | expected http[s]://HOST",
                "topic.prefix         | xen2.                         | topics has xen.alerts",
                "target.urls          | ''                            | at least one",
                "repeat.ms            | 900000                        | no more than 600000",
            })
    void whatIsWrongSaysWhatWasExpected(String key, String value, String message) {
        Map<String, String> props = webhook();
        props.put("target.authorization", "");
        props.put(key, value);
        if (key.equals("target.authorization")) {
            props.put("target.urls", "http://hook.example");
        }

        assertThat(errors(new AlertSinkConnector(), props).get(key)).as(key).anySatisfy(error -> assertThat(error)
                .contains(message));
    }

    /** In a laboratory without TLS nobody need be trusted. */
    @Test
    void aTargetWithoutTlsNeedsNoTrust() {
        Map<String, String> props = webhook();
        props.put("target.urls", "http://127.0.0.1:9093");
        props.remove("target.authorization");
        props.remove("tls.fingerprints");

        assertThat(errors(new AlertSinkConnector(), props)).isEmpty();
    }

    /** Alertmanager checks no signature: who configures one believes in something that is not there. */
    @Test
    void anAlertmanagerNeedsNoSecretAndGetsNone() {
        Map<String, String> props = webhook();
        props.put("target", "alertmanager");
        props.put("target.urls", "https://one.example/am/,https://two.example");

        assertThat(errors(new AlertSinkConnector(), props)).containsOnlyKeys("webhook.secret");

        props.remove("webhook.secret");
        assertThat(errors(new AlertSinkConnector(), props)).isEmpty();
        assertThat(AlertSinkConfig.of(props).urls())
                .extracting(Object::toString)
                .containsExactly("https://one.example/am/api/v2/alerts", "https://two.example/api/v2/alerts");
    }

    private static Map<String, String> webhook() {
        return new HashMap<>(Map.of(
                "topics", "xen.alerts",
                "target", "webhook",
                "target.urls", "https://hook.example/alerts",
                "target.authorization", "Bearer hunter2",
                "webhook.secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "tls.fingerprints", "ab".repeat(32),
                "schema.registry.url", "http://registry:8081",
                "errors.tolerance", "all",
                "errors.deadletterqueue.topic.name", "xen.dead-letters"));
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
