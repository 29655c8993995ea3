package org.poolwarden.sim.http;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** The fixed self-signed key of every simulated host. It is public, and protects nothing. */
final class HostKey {

    private static final char[] PASSWORD = "simulated".toCharArray();
    private static final String ALIAS = "host";

    private final KeyStore store;

    private HostKey(KeyStore store) {
        this.store = store;
    }

    static HostKey load() {
        try (InputStream file = HostKey.class.getResourceAsStream("host.p12")) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(file, PASSWORD);
            return new HostKey(store);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("host.p12 is part of this jar", e);
        }
    }

    SSLContext context() {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("host.p12 holds a usable key", e);
        }
    }

    /** SHA-256 over the certificate's DER bytes, {@code AA:BB:...} as xapi prints it. */
    String fingerprint() {
        try {
            byte[] der = store.getCertificate(ALIAS).getEncoded();
            return HexFormat.ofDelimiter(":")
                    .withUpperCase()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(der));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("host.p12 holds a certificate", e);
        }
    }
}
