package org.poolwarden.xapi.transport;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which servers are trusted. A change needs a new transport: pooled connections and resumed sessions keep the trust
 * they began with.
 */
public final class TlsTrust {

    private static final Logger LOG = LoggerFactory.getLogger(TlsTrust.class);

    private final SSLContext context;

    private TlsTrust(TrustManager[] managers) {
        try {
            context = SSLContext.getInstance("TLS");
            context.init(null, managers, null);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has TLS", e);
        }
    }

    /**
     * Trusts exactly these certificates; names and dates do not matter.
     *
     * @param pins one or more fingerprints (old and new while certificates change) by {@code host:port}
     */
    public static TlsTrust pinned(Map<String, Set<Fingerprint>> pins) {
        Map<String, Set<Fingerprint>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(pins);
        return new TlsTrust(new TrustManager[] {new PinnedTrust(peer -> copy.getOrDefault(peer, Set.of()))});
    }

    /** Trusts whoever has one of these certificates, wherever it is. */
    public static TlsTrust pinned(Set<Fingerprint> pins) {
        Set<Fingerprint> copy = Set.copyOf(pins);
        return new TlsTrust(new TrustManager[] {new PinnedTrust(peer -> copy)});
    }

    /**
     * Trusts what chains to a certificate of {@code store}; names are checked.
     *
     * @throws GeneralSecurityException when the store holds no usable certificate
     */
    public static TlsTrust of(KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return new TlsTrust(factory.getTrustManagers());
    }

    /** Trusts anybody, and says so in the log: for a laboratory only. */
    public static TlsTrust insecure() {
        LOG.warn("TLS certificates are NOT checked: whoever sits on the network gets root's password of every host."
                + " Pin fingerprints instead.");
        return new TlsTrust(new TrustManager[] {new Anybody()});
    }

    SSLContext context() {
        return context;
    }

    private static final class Anybody extends X509ExtendedTrustManager {
        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
