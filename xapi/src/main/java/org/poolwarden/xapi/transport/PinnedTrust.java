package org.poolwarden.xapi.transport;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Set;
import java.util.function.Function;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts a certificate for what it is and not for what it says: hosts of XenServer sign their own, often for a name
 * they no longer have. An extended trust manager, so that the JDK adds no check of names.
 */
final class PinnedTrust extends X509ExtendedTrustManager {

    private final Function<String, Set<Fingerprint>> pins;

    /**
     * @param pins fingerprints that are trusted, by {@code host:port}
     */
    PinnedTrust(Function<String, Set<Fingerprint>> pins) {
        this.pins = pins;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        String peer = engine.getPeerHost() + ":" + engine.getPeerPort();
        Fingerprint found = Fingerprint.of(chain[0]);
        if (!pins.apply(peer).contains(found)) {
            throw new CertificateException(
                    "the certificate of " + peer + " has the SHA-256 fingerprint " + found + ", which is not pinned");
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        throw new CertificateException("only connections of java.net.http are made here");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException("a pin needs to know the peer");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        throw new CertificateException("this is no server");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        throw new CertificateException("this is no server");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException("this is no server");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
