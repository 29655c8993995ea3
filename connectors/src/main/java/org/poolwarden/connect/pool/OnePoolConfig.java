package org.poolwarden.connect.pool;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.poolwarden.xapi.Credentials;
import org.poolwarden.xapi.HostEndpoint;
import org.poolwarden.xapi.redfish.BmcEndpoint;

/** The keys {@code pools.NAME.*} of one pool. */
final class OnePoolConfig {

    private static final int HTTPS = 443;
    private static final String HOST_FORM =
            "([A-Za-z0-9._-]+)=(\\[[0-9a-fA-F:.]+\\]|[^\\s:@\\[\\]]+)(?::(\\d{1,5}))?(?:@(\\S+))?";
    private static final String BMC_FORM = "([A-Za-z0-9._-]+)=(https://\\S+)";
    private static final Pattern HOST = Pattern.compile(HOST_FORM);
    private static final Pattern BMC = Pattern.compile(BMC_FORM);

    private OnePoolConfig() {}

    private static String key(String pool, String what) {
        return PoolsConfig.POOLS + "." + pool + "." + what;
    }

    static void define(ConfigDef def, String pool) {
        String group = "Pool " + pool;
        def.define(
                        key(pool, "hosts"),
                        Type.LIST,
                        ConfigDef.NO_DEFAULT_VALUE,
                        new PoolsConfig.FormOf("NAME=ADDRESS[:PORT][@CLAIMED]", HOST_FORM),
                        Importance.HIGH,
                        "Hosts as NAME=ADDRESS[:PORT][@CLAIMED]. CLAIMED is the management address by which other hosts"
                                + " name it in HOST_IS_SLAVE, where that is not ADDRESS. Example alpha=10.0.0.11.",
                        group,
                        1,
                        Width.LONG,
                        "Hosts")
                .define(
                        key(pool, "user"),
                        Type.STRING,
                        "root",
                        new ConfigDef.NonEmptyString(),
                        Importance.MEDIUM,
                        "Account on every host; emergency calls need root.",
                        group,
                        2,
                        Width.SHORT,
                        "User")
                .define(
                        key(pool, "password"),
                        Type.PASSWORD,
                        ConfigDef.NO_DEFAULT_VALUE,
                        Importance.HIGH,
                        "Its password; best given through a config provider.",
                        group,
                        3,
                        Width.MEDIUM,
                        "Password");
        bmc(def, pool, group);
    }

    private static void bmc(ConfigDef def, String pool, String group) {
        def.define(
                        key(pool, "bmc"),
                        Type.LIST,
                        List.of(),
                        Importance.MEDIUM,
                        "BMCs with Redfish as NAME=https://ADDRESS[:PORT]. Without one, power proves nothing.",
                        group,
                        4,
                        Width.LONG,
                        "BMCs")
                .define(
                        key(pool, "bmc.user"),
                        Type.STRING,
                        "root",
                        Importance.MEDIUM,
                        "Account on the BMCs; reading PowerState is enough, but for FENCE, which needs the right to reset.",
                        group,
                        5,
                        Width.SHORT,
                        "BMC user")
                .define(
                        key(pool, "bmc.password"),
                        Type.PASSWORD,
                        "",
                        Importance.MEDIUM,
                        "Its password; best given through a config provider.",
                        group,
                        6,
                        Width.MEDIUM,
                        "BMC password");
    }

    static List<String> keysOfHosts(String pool) {
        return List.of(key(pool, "hosts"), key(pool, "bmc"));
    }

    /**
     * What is wrong between the fields of a pool.
     *
     * @param claimed addresses that other pools have named; this pool's are added
     */
    static Map<String, String> between(AbstractConfig config, String pool, Set<String> claimed) {
        Map<String, String> errors = new HashMap<>();
        List<String> names = new ArrayList<>();
        for (String item : config.getList(key(pool, "hosts"))) {
            Matcher host = matched(HOST, item);
            names.add(host.group(1));
            if (host.group(3) != null && (port(host) < 1 || port(host) > 65535)) {
                errors.put(key(pool, "hosts"), item + ": expected a port from 1 to 65535");
            }
            if (!HostEndpoint.isAddress(address(host))) {
                errors.put(key(pool, "hosts"), item + ": expected an IP address or a DNS name");
            }
            if (!claimed.add(claimedAddress(host))) {
                errors.put(key(pool, "hosts"), item + ": the address " + claimedAddress(host) + " is named twice");
            }
        }
        if (names.stream().distinct().count() < names.size()) {
            errors.put(key(pool, "hosts"), "a host's name is given twice");
        }
        for (String item : config.getList(key(pool, "bmc"))) {
            Matcher bmc = BMC.matcher(item);
            if (!bmc.matches() || !names.contains(bmc.group(1))) {
                errors.put(
                        key(pool, "bmc"),
                        item + ": expected NAME=https://ADDRESS[:PORT] with a name from " + key(pool, "hosts"));
            }
        }
        return errors;
    }

    static PoolAccess access(AbstractConfig config, String pool) {
        Map<String, BmcEndpoint> bmcs = new LinkedHashMap<>();
        Credentials bmcAccount = new Credentials(
                config.getString(key(pool, "bmc.user")),
                config.getPassword(key(pool, "bmc.password")).value());
        for (String item : config.getList(key(pool, "bmc"))) {
            Matcher bmc = matched(BMC, item);
            bmcs.put(bmc.group(1), new BmcEndpoint(URI.create(bmc.group(2)), bmcAccount));
        }
        List<PoolHost> hosts = new ArrayList<>();
        for (String item : config.getList(key(pool, "hosts"))) {
            Matcher host = matched(HOST, item);
            String name = host.group(1);
            hosts.add(new PoolHost(
                    new HostEndpoint(name, address(host), port(host)),
                    claimedAddress(host),
                    Optional.ofNullable(bmcs.get(name))));
        }
        return new PoolAccess(
                pool,
                hosts,
                new Credentials(
                        config.getString(key(pool, "user")),
                        config.getPassword(key(pool, "password")).value()));
    }

    private static Matcher matched(Pattern form, String item) {
        Matcher matcher = form.matcher(item);
        if (!matcher.matches()) {
            throw new IllegalStateException("validation let pass: " + item);
        }
        return matcher;
    }

    private static String address(Matcher host) {
        return host.group(2).replace("[", "").replace("]", "");
    }

    private static int port(Matcher host) {
        return host.group(3) == null ? HTTPS : Integer.parseInt(host.group(3));
    }

    private static String claimedAddress(Matcher host) {
        return host.group(4) == null ? address(host) : host.group(4);
    }
}
