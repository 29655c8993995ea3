package org.poolwarden.connect.pool;

import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.poolwarden.schema.topic.Topics;
import org.poolwarden.schema.wire.WireCodec;

/** The keys of every connector about records: where their schemas are, and what their topics are called. */
public final class RecordsConfig {

    public static final String REGISTRY_URL = "schema.registry.url";
    public static final String TOPIC_PREFIX = "topic.prefix";

    private static final String GROUP = "Records";

    private RecordsConfig() {}

    public static void define(ConfigDef def) {
        def.define(
                        REGISTRY_URL,
                        Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        new ConfigDef.NonEmptyString(),
                        Importance.HIGH,
                        "URL of a registry with the Confluent Schema Registry API.",
                        GROUP,
                        1,
                        Width.LONG,
                        "Schema registry")
                .define(
                        TOPIC_PREFIX,
                        Type.STRING,
                        Topics.DEFAULT_PREFIX,
                        Importance.LOW,
                        "What the names of all topics begin with.",
                        GROUP,
                        2,
                        Width.SHORT,
                        "Topic prefix");
    }

    /** Their names; a connector creates none of them. */
    public static Topics topics(AbstractConfig config) {
        return new Topics(config.getString(TOPIC_PREFIX), Topics.DEFAULT_PARTITIONS);
    }

    /** A codec of its own. */
    public static WireCodec codec(AbstractConfig config) {
        return WireCodec.at(config.getString(REGISTRY_URL));
    }
}
