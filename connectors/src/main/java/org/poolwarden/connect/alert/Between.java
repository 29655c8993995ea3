package org.poolwarden.connect.alert;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.poolwarden.connect.pool.RecordsConfig;
import org.poolwarden.connect.pool.TrustConfig;

/**
 * What must hold between the keys of an alert sink that are right by themselves.
 *
 * @param config the sound keys only
 * @param props all of them, Connect's own too
 */
record Between(AbstractConfig config, Map<String, String> props) {

    private static final String TOLERANCE = "errors.tolerance";
    private static final String LETTERS = "errors.deadletterqueue.topic.name";

    /** By key; empty when all is well. */
    Map<String, String> errors() {
        Map<String, String> errors = new HashMap<>();
        if (knows(AlertSinkKeys.TARGET)) {
            deadLetters(errors);
        }
        if (knows(AlertSinkKeys.TARGET, AlertSinkKeys.URLS) && isWebhook() && urls().size() != 1) {
            errors.put(AlertSinkKeys.URLS, "a webhook is one URL; a connector of its own for each");
        }
        String topics = props.getOrDefault("topics", "");
        if (knows(RecordsConfig.TOPIC_PREFIX) && !topics.isEmpty() && !topics.equals(alerts())) {
            errors.put(
                    RecordsConfig.TOPIC_PREFIX,
                    "with it the topic of alerts is " + alerts() + ", topics has " + topics);
        }
        if (knows(AlertSinkKeys.TARGET, AlertSinkKeys.SECRET)) {
            secret(errors);
        }
        if (knows(AlertSinkKeys.URLS, AlertSinkKeys.AUTHORIZATION)
                && !config.getPassword(AlertSinkKeys.AUTHORIZATION).value().isEmpty()
                && urls().stream().anyMatch(url -> !isHttps(url))) {
            errors.put(AlertSinkKeys.AUTHORIZATION, "goes over https only, so that nobody reads it on the way");
        }
        if (knows(AlertSinkKeys.URLS) && urls().stream().anyMatch(Between::isHttps) && knowsTrust()) {
            TrustConfig.between(config).forEach(errors::putIfAbsent);
        }
        return errors;
    }

    /** What no target accepts, or no reader understands, needs a place to lie: nothing is thrown away. */
    private void deadLetters(Map<String, String> errors) {
        if (!props.getOrDefault(TOLERANCE, "none").equals("all")
                || props.getOrDefault(LETTERS, "").isEmpty()) {
            errors.put(
                    AlertSinkKeys.TARGET,
                    "needs " + TOLERANCE + "=all and " + LETTERS + ", for example xen.dead-letters: what is not"
                            + " accepted goes there");
        }
    }

    private void secret(Map<String, String> errors) {
        String secret = config.getPassword(AlertSinkKeys.SECRET).value();
        if (!isWebhook()) {
            if (!secret.isEmpty()) {
                errors.put(AlertSinkKeys.SECRET, "is a webhook's; an Alertmanager checks no signature");
            }
            return;
        }
        try {
            new WebhookSignature(secret);
        } catch (IllegalArgumentException e) {
            errors.put(AlertSinkKeys.SECRET, e.getMessage());
        }
    }

    private String alerts() {
        return RecordsConfig.topics(config).alerts().name();
    }

    private boolean isWebhook() {
        return config.getString(AlertSinkKeys.TARGET).equals(AlertSinkKeys.WEBHOOK);
    }

    private List<String> urls() {
        return config.getList(AlertSinkKeys.URLS);
    }

    private static boolean isHttps(String url) {
        return url.startsWith("https:");
    }

    private boolean knows(String... keys) {
        return config.values().keySet().containsAll(List.of(keys));
    }

    private boolean knowsTrust() {
        return config.values().keySet().containsAll(TrustConfig.KEYS);
    }
}
