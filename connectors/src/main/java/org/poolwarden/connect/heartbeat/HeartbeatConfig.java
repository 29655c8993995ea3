package org.poolwarden.connect.heartbeat;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.poolwarden.connect.pool.PoolsConfig;

/** Configuration of the heartbeat connector. */
final class HeartbeatConfig {

    static final String OBSERVER = "observer";
    static final String WITNESSES = "witnesses";

    private static final int HTTPS = 443;
    private static final String WITNESS_FORM =
            "(\\[[0-9a-fA-F:.]+\\]|[^\\s:\\[\\]]+)(?::(\\d{1,4}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5]))?";

    private HeartbeatConfig() {}

    static ConfigDef definition(Map<String, String> props) {
        return PoolsConfig.definition(props)
                .define(
                        OBSERVER,
                        Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        new ConfigDef.NonEmptyString(),
                        Importance.HIGH,
                        "Name of this deployment, for example rack-a. Evidence of one observer is compared only with"
                                + " its own.",
                        "Observer",
                        1,
                        Width.SHORT,
                        "Observer")
                .define(
                        WITNESSES,
                        Type.LIST,
                        List.of(),
                        new PoolsConfig.AnyOf("HOST[:PORT]", WITNESS_FORM),
                        Importance.MEDIUM,
                        "Addresses of the observer's own that tell whether it is cut off itself: a gateway, another"
                                + " site. One that accepts or refuses TCP is reached. Example 10.0.0.1:443.",
                        "Observer",
                        2,
                        Width.LONG,
                        "Witnesses");
    }

    static List<InetSocketAddress> witnesses(AbstractConfig config) {
        return config.getList(WITNESSES).stream().map(HeartbeatConfig::witness).toList();
    }

    private static InetSocketAddress witness(String text) {
        Matcher form = Pattern.compile(WITNESS_FORM).matcher(text);
        if (!form.matches()) {
            throw new IllegalStateException("validation let pass: " + text);
        }
        int port = form.group(2) == null ? HTTPS : Integer.parseInt(form.group(2));
        return InetSocketAddress.createUnresolved(form.group(1).replaceAll("[\\[\\]]", ""), port);
    }
}
