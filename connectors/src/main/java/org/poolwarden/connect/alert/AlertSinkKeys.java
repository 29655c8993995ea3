package org.poolwarden.connect.alert;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.poolwarden.connect.pool.PoolsConfig;
import org.poolwarden.connect.pool.RecordsConfig;
import org.poolwarden.connect.pool.TrustConfig;

/** The keys of the alert sink. */
final class AlertSinkKeys {

    static final String TARGET = "target";
    static final String URLS = "target.urls";
    static final String AUTHORIZATION = "target.authorization";
    static final String DEADLINE_MS = PoolsConfig.DEADLINE_MS;
    static final String GIVE_UP_MS = "give.up.ms";
    static final String REPEAT_MS = "repeat.ms";
    static final String CONSOLE = "console.url";
    static final String SECRET = "webhook.secret";
    static final String SOURCE = "webhook.source";

    static final String ALERTMANAGER = "alertmanager";
    static final String WEBHOOK = "webhook";

    private static final String TARGETS = "Target";

    private AlertSinkKeys() {}

    static ConfigDef definition() {
        ConfigDef def = new ConfigDef();
        target(def);
        patience(def);
        alertmanager(def);
        webhook(def);
        TrustConfig.defineForTargets(def);
        RecordsConfig.define(def);
        return def;
    }

    private static void target(ConfigDef def) {
        def.define(
                        TARGET,
                        Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        ConfigDef.ValidString.in(ALERTMANAGER, WEBHOOK),
                        Importance.HIGH,
                        "Who is told. One connector for each: they then delay each other in nothing.",
                        TARGETS,
                        1,
                        Width.SHORT,
                        "Target")
                .define(
                        URLS,
                        Type.LIST,
                        ConfigDef.NO_DEFAULT_VALUE,
                        new UrlForm(),
                        Importance.HIGH,
                        "The webhook's URL, or that of every Alertmanager of a cluster, without /api/v2/alerts: each of"
                                + " them wants to be told.",
                        TARGETS,
                        2,
                        Width.LONG,
                        "URLs")
                .define(
                        AUTHORIZATION,
                        Type.PASSWORD,
                        "",
                        Importance.MEDIUM,
                        "Value of the Authorization header, for example Bearer and a token; best given through a config"
                                + " provider. Over https only.",
                        TARGETS,
                        3,
                        Width.LONG,
                        "Authorization");
    }

    private static void patience(ConfigDef def) {
        def.define(
                        DEADLINE_MS,
                        Type.INT,
                        10_000,
                        Range.between(100, 60_000),
                        Importance.LOW,
                        "How long a target may take to the last byte of its answer. Milliseconds.",
                        TARGETS,
                        4,
                        Width.SHORT,
                        "Deadline")
                .define(
                        GIVE_UP_MS,
                        Type.INT,
                        600_000,
                        Range.between(1_000, 86_400_000),
                        Importance.MEDIUM,
                        "How long one alert is tried. A webhook's then goes to the dead letters; the end of an alert of"
                                + " Alertmanager's is then left to its resolve_timeout, which must be shorter."
                                + " Milliseconds.",
                        TARGETS,
                        5,
                        Width.SHORT,
                        "Give up");
    }

    private static void alertmanager(ConfigDef def) {
        def.define(
                        REPEAT_MS,
                        Type.INT,
                        60_000,
                        Range.between(1_000, 600_000),
                        Importance.MEDIUM,
                        "How often an Alertmanager is told again what fires; well below its resolve_timeout, which is"
                                + " five minutes by default. Milliseconds.",
                        "Alertmanager",
                        1,
                        Width.SHORT,
                        "Repeat")
                .define(
                        CONSOLE,
                        Type.STRING,
                        "",
                        new UrlForm(),
                        Importance.LOW,
                        "Address of the console: links of alerts lead to CONSOLE/pools/POOL. Without it there are no"
                                + " links.",
                        "Alertmanager",
                        2,
                        Width.LONG,
                        "Console");
    }

    private static void webhook(ConfigDef def) {
        def.define(
                        SECRET,
                        Type.PASSWORD,
                        "",
                        Importance.HIGH,
                        "What a webhook's requests are signed with: whsec_ and base64 of 24 to 64 random bytes; best"
                                + " given through a config provider. Required for a webhook.",
                        "Webhook",
                        1,
                        Width.LONG,
                        "Secret")
                .define(
                        SOURCE,
                        Type.STRING,
                        "/poolwarden",
                        new ConfigDef.NonEmptyString(),
                        Importance.LOW,
                        "The events' source, by which a receiver tells several senders apart.",
                        "Webhook",
                        2,
                        Width.MEDIUM,
                        "Source");
    }
}
