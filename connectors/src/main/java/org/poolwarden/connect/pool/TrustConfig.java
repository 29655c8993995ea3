package org.poolwarden.connect.pool;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;
import org.poolwarden.xapi.transport.Fingerprint;
import org.poolwarden.xapi.transport.TlsTrust;

/** The keys {@code tls.*}: which certificates are trusted. One of the three ways must be chosen. */
public final class TrustConfig {

    public static final String FINGERPRINTS = "tls.fingerprints";
    static final String STORE = "tls.truststore.path";
    static final String STORE_PASSWORD = "tls.truststore.password";
    static final String INSECURE = "tls.insecure";
    static final String VERSIONS = "tls.versions";

    public static final List<String> KEYS = List.of(FINGERPRINTS, STORE, STORE_PASSWORD, INSECURE, VERSIONS);

    private static final String GROUP = "TLS";

    private TrustConfig() {}

    /** For what speaks with hosts and BMCs. */
    static void define(ConfigDef def) {
        define(
                def,
                "hosts and BMCs, as certificate.fingerprint_sha256 prints them (AA:BB:...)",
                "whoever sits on the network gets root's password");
        versions(def, "TLSv1.2", "XAPI speaks 1.2 only; offering TLSv1.3 too doubles what a handshake costs.");
    }

    /** For what speaks with somebody else's servers. */
    public static void defineForTargets(ConfigDef def) {
        define(
                def,
                "the targets, as openssl x509 -fingerprint -sha256 prints them (AA:BB:...)",
                "whoever sits on the network reads alerts and secrets");
        versions(def, "TLSv1.3,TLSv1.2", "Targets choose the highest that they speak.");
    }

    private static void define(ConfigDef def, String peers, String risk) {
        def.define(
                        FINGERPRINTS,
                        Type.LIST,
                        List.of(),
                        Importance.HIGH,
                        "SHA-256 fingerprints of the certificates of " + peers
                                + ". Names and dates do not matter then.",
                        GROUP,
                        1,
                        Width.LONG,
                        "Fingerprints")
                .define(
                        INSECURE,
                        Type.BOOLEAN,
                        false,
                        Importance.LOW,
                        "Trust any certificate: " + risk + ". Laboratories only.",
                        GROUP,
                        4,
                        Width.SHORT,
                        "Insecure");
        store(def);
    }

    private static void versions(ConfigDef def, String offered, String why) {
        def.define(
                VERSIONS,
                Type.LIST,
                offered,
                new PoolsConfig.FormOf("TLSv1.2 or TLSv1.3", "TLSv1\\.[23]"),
                Importance.LOW,
                "Versions of TLS that are offered. " + why,
                GROUP,
                5,
                Width.SHORT,
                "TLS versions");
    }

    private static void store(ConfigDef def) {
        def.define(
                        STORE,
                        Type.STRING,
                        "",
                        Importance.MEDIUM,
                        "PKCS12 file with the authorities that are trusted; names are checked then.",
                        GROUP,
                        2,
                        Width.LONG,
                        "Trust store")
                .define(
                        STORE_PASSWORD,
                        Type.PASSWORD,
                        "",
                        Importance.MEDIUM,
                        "The trust store's password.",
                        GROUP,
                        3,
                        Width.MEDIUM,
                        "Trust store password");
    }

    /** What is wrong between keys that are right by themselves, by key. */
    public static Map<String, String> between(AbstractConfig config) {
        Map<String, String> errors = new HashMap<>();
        for (String item : config.getList(FINGERPRINTS)) {
            try {
                Fingerprint.parse(item);
            } catch (IllegalArgumentException e) {
                errors.put(FINGERPRINTS, e.getMessage());
            }
        }
        int ways = (config.getList(FINGERPRINTS).isEmpty() ? 0 : 1)
                + (config.getString(STORE).isEmpty() ? 0 : 1)
                + (config.getBoolean(INSECURE) ? 1 : 0);
        if (ways != 1) {
            errors.put(
                    FINGERPRINTS,
                    "expected exactly one of " + FINGERPRINTS + ", " + STORE + " and " + INSECURE + ", found " + ways);
        }
        if (!config.getString(STORE).isEmpty()) {
            try {
                store(config);
            } catch (ConfigException e) {
                errors.put(STORE, e.getMessage());
            }
        }
        return errors;
    }

    /** The trust for every host and BMC, also for those that are found only later. */
    public static TlsTrust trust(AbstractConfig config) {
        return trusted(config).offering(config.getList(VERSIONS));
    }

    private static TlsTrust trusted(AbstractConfig config) {
        if (config.getBoolean(INSECURE)) {
            return TlsTrust.insecure();
        }
        return config.getList(FINGERPRINTS).isEmpty()
                ? store(config)
                : TlsTrust.pinned(config.getList(FINGERPRINTS).stream()
                        .map(Fingerprint::parse)
                        .collect(Collectors.toSet()));
    }

    private static TlsTrust store(AbstractConfig config) {
        Path path = Path.of(config.getString(STORE));
        try (InputStream file = Files.newInputStream(path)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(file, config.getPassword(STORE_PASSWORD).value().toCharArray());
            return TlsTrust.of(store);
        } catch (IOException | GeneralSecurityException e) {
            throw new ConfigException(path + " is no readable PKCS12 trust store: " + e.getMessage());
        }
    }
}
