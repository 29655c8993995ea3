package org.poolwarden.bench.interview;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import org.poolwarden.app.run.StartException;
import org.poolwarden.sim.http.SimFace;
import org.poolwarden.xapi.transport.Fingerprint;

/** The key of the simulator's hosts, and TLS as xapi's stunnel has it: 1.2 only, ECDHE with RSA, AES-GCM. */
record HostTls(PrivateKey key, X509Certificate certificate) {

    private static final char[] PASSWORD = "simulated".toCharArray();
    private static final List<String> CIPHERS =
            List.of("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");

    static HostTls load() throws StartException {
        try (InputStream file = SimFace.class.getResourceAsStream("host.p12")) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(file, PASSWORD);
            String alias = store.aliases().nextElement();
            return new HostTls(
                    (PrivateKey) store.getKey(alias, PASSWORD), (X509Certificate) store.getCertificate(alias));
        } catch (IOException | GeneralSecurityException e) {
            throw new StartException("the simulator's host.p12 is not what it was", e);
        }
    }

    /** BoringSSL where this machine has it: hosts shall cost little of the CPU that they share with the worker. */
    SslContext context() throws IOException {
        return SslContextBuilder.forServer(key, certificate)
                .sslProvider(OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK)
                .protocols("TLSv1.2")
                .ciphers(CIPHERS)
                .build();
    }

    Fingerprint fingerprint() throws GeneralSecurityException {
        return Fingerprint.of(certificate);
    }
}
