package org.poolwarden.xapi.transport;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
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

    /**
     * XAPI's stunnel speaks 1.2 only. Offering 1.3 too makes two key pairs for each handshake that nobody uses, also
     * for a resumed one: more than all the rest of it.
     */
    private static final List<String> USUAL_VERSIONS = List.of("TLSv1.2");

    private final SSLContext context;
    private final List<String> versions;

    private TlsTrust(SSLContext context, List<String> versions) {
        this.context = context;
        this.versions = List.copyOf(versions);
    }

    private static TlsTrust of(TrustManager... managers) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers, null);
            return new TlsTrust(context, USUAL_VERSIONS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has TLS", e);
        }
    }

    /**
     * The same trust, offering these versions of TLS instead of 1.2 alone.
     *
     * @param offered as the JDK names them: {@code TLSv1.2}, {@code TLSv1.3}
     */
    public TlsTrust offering(List<String> offered) {
        return new TlsTrust(context, offered);
    }

    /**
     * Trusts exactly these certificates; names and dates do not matter.
     *
     * @param pins one or more fingerprints (old and new while certificates change) by {@code host:port}
     */
    public static TlsTrust pinned(Map<String, Set<Fingerprint>> pins) {
        Map<String, Set<Fingerprint>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(pins);
        return of(new PinnedTrust(peer -> copy.getOrDefault(peer, Set.of())));
    }

    /** Trusts whoever has one of these certificates, wherever it is. */
    public static TlsTrust pinned(Set<Fingerprint> pins) {
        Set<Fingerprint> copy = Set.copyOf(pins);
        return of(new PinnedTrust(peer -> copy));
    }

    /**
     * Trusts what chains to a certificate of {@code store}; names are checked.
     *
     * @throws GeneralSecurityException when the store holds no usable certificate
     */
    public static TlsTrust of(KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return of(factory.getTrustManagers());
    }

    /** Trusts anybody, and says so in the log: for a laboratory only. */
    public static TlsTrust insecure() {
        LOG.warn("TLS certificates are NOT checked: whoever sits on the network gets root's password of every host."
                + " Pin fingerprints instead.");
        return of(new Anybody());
    }

    /** For who looks and says nothing. */
    static SSLContext anybody() {
        return of(new Anybody()).context;
    }

    SSLContext context() {
        return context;
    }

    SSLParameters parameters() {
        return new SSLParameters(null, versions.toArray(String[]::new));
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
